import { render } from 'preact';
import { Client } from '../reading/client';
import { App } from './App';
import { listenToLongPress } from './longPress';
import { Session } from './session';
import { Store } from './store';

/** The token of the printed address guards what reads local paths; it leaves the address bar at once. */
function takeToken(): string | null {
  const url = new URL(location.href);
  const token = url.searchParams.get('token');
  if (token) {
    sessionStorage.setItem('headlight-token', token);
    url.searchParams.delete('token');
    history.replaceState(null, '', url);
  }
  return sessionStorage.getItem('headlight-token');
}

const isLists = ({ name, type }: File) => /\.json$/i.test(name) || type === 'application/json';

const store = new Store(new Client(takeToken()));
const session = new Session(store);
listenToLongPress();
addEventListener('popstate', () => session.navigate());
document.addEventListener('dragover', event => event.preventDefault());
document.addEventListener('drop', event => {
  event.preventDefault();
  const file = event.dataTransfer?.files[0];
  if (!file) return;
  if (isLists(file)) session.takeLists(file);
  else session.open(file);
});
render(<App store={store} session={session} />, document.getElementById('app')!);
session.begin();
