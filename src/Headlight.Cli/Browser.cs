using System.ComponentModel;
using System.Diagnostics;

namespace Headlight.Cli;

/// <summary>Opens an address in the browser, where there is one.</summary>
internal static class Browser
{
    public static void Open(string address)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Process.Start(new ProcessStartInfo(address) { UseShellExecute = true })?.Dispose();
            }
            else if (OperatingSystem.IsMacOS())
            {
                Start("open", address);
            }
            else if (HasScreen())
            {
                Start("xdg-open", address);
            }
        }
        catch (Exception none) when (none is Win32Exception or InvalidOperationException)
        {
            // The address was printed: that is enough.
        }
    }

    private static bool HasScreen() => new[] { "DISPLAY", "WAYLAND_DISPLAY" }
        .Any(name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)));

    // What it prints must not land in ours.
    private static void Start(string program, string address) => Process.Start(
        new ProcessStartInfo(program, [address])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        })?.Dispose();
}
