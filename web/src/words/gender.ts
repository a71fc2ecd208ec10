/** Female and male, word by word: pronouns, people, family, titles, offices. Many pairs stand so in WinoBias. */
const pairs = `
she/he her/him hers/his herself/himself
woman/man women/men girl/boy girls/boys lady/gentleman ladies/gentlemen gal/guy gals/guys lass/lad lasses/lads
female/male females/males
mother/father mothers/fathers mom/dad moms/dads mommy/daddy mommies/daddies mum/dad mums/dads mama/papa
daughter/son daughters/sons sister/brother sisters/brothers wife/husband wives/husbands
aunt/uncle aunts/uncles niece/nephew nieces/nephews
grandmother/grandfather grandmothers/grandfathers grandma/grandpa granny/granddad
granddaughter/grandson granddaughters/grandsons
stepmother/stepfather stepmothers/stepfathers stepdaughter/stepson stepdaughters/stepsons
stepsister/stepbrother stepsisters/stepbrothers
bride/groom brides/grooms bridegroom widow/widower widows/widowers girlfriend/boyfriend girlfriends/boyfriends
Mrs/Mr Ms Miss madam/sir ma'am
queen/king queens/kings princess/prince princesses/princes duchess/duke duchesses/dukes empress/emperor
empresses/emperors baroness/baron baronesses/barons countess/lord countesses/lords
heroine heroines actress actresses waitress/waiter waitresses/waiters stewardess stewardesses
landlady/landlord landladies/landlords headmistress/headmaster headmistresses/headmasters
abbess/abbot abbesses/abbots nun/monk nuns/monks priestess priestesses
witch/wizard witches/wizards sorceress/sorcerer sorceresses/sorcerers
airwoman/airman airwomen/airmen businesswoman/businessman businesswomen/businessmen
chairwoman/chairman chairwomen/chairmen congresswoman/congressman congresswomen/congressmen
policewoman/policeman policewomen/policemen spokeswoman/spokesman spokeswomen/spokesmen
cowgirl/cowboy cowgirls/cowboys salesgirl/salesman saleswoman saleswomen/salesmen
camerawoman/cameraman camerawomen/cameramen masseuse/masseur masseuses/masseurs
fireman firemen fiancee/fiance fiancées/fiancés fiancée/fiancé
`;

const entries = pairs.trim().split(/\s+/);
const alone = { bridegroom: 'male', fireman: 'male', firemen: 'male' } as Record<string, string>;
const side = (wanted: 'female' | 'male'): readonly string[] => {
  const found = entries.flatMap(entry => {
    if (!entry.includes('/')) return (alone[entry] ?? 'female') === wanted ? [entry] : [];
    return [entry.split('/')[wanted === 'female' ? 0 : 1]];
  });
  return [...new Set(found)];
};

export const female = side('female');
export const male = side('male');

/** Those that stand for a person named elsewhere. */
export const pronouns: readonly string[] = 'she her hers herself he him his himself'.split(' ');
