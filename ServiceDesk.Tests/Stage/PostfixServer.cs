using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ServiceDesk.Tests.Stage;

/// <summary>
/// A Postfix on a free loopback port, with a queue of its own in a temporary folder. Mail to desk.test goes through the pipe of
/// docs/operations.md to a site; mail to gone.test comes back, because nobody is there; any other lies in the Maildir of its domain. It ends with
/// whoever started it, even if that is killed.
/// </summary>
public sealed partial class PostfixServer : IAsyncDisposable
{
    // The shell lives as long as its standard input is open.
    private const string Script = """
        trap '' INT
        home=$(mktemp -d "${TMPDIR:-/tmp}/servicedesk-postfix-XXXXXX")
        trap 'postfix -c "$home" stop >/dev/null 2>&1; rm -rf "$home"' EXIT
        chmod 755 "$home"
        mkdir "$home/queue" "$home/data" "$home/mail"
        chown postfix "$home/data"; chown nobody "$home/mail"
        echo "$home"
        read -r word
        postfix -c "$home" start >>"$home/start.log" 2>&1; echo "started $?"
        read -r word
        """;

    private readonly Process _shell;
    private readonly string _home;

    private PostfixServer(Process shell, string home) => (_shell, _home) = (shell, home);

    /// <summary>Why there can be none here, as a sentence; null when there can.</summary>
    public static string? WhyNot { get; } = !File.Exists("/usr/sbin/postfix") || !File.Exists("/usr/bin/curl")
        ? "No Postfix or no curl is installed here, so what is shown on a real mail server was left out."
        : Environment.IsPrivilegedProcess ? null : "Only root can start a Postfix, so what is shown on a real mail server was left out.";

    /// <summary>Where it listens.</summary>
    public int Port { get; } = Loopback.FreePort();

    /// <summary>Starts one whose pipe leads to a desk. Where that cannot be the calling test is skipped, and with CI=true fails.</summary>
    /// <param name="deskKey">The desk.</param>
    /// <param name="token">Its gate's token.</param>
    /// <param name="site">Where the site listens.</param>
    public static async Task<PostfixServer> StartAsync(string deskKey, string token, Func<Uri> site)
    {
        if (WhyNot is not null)
        {
            Assert.False(string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal), WhyNot);
            Assert.Skip(WhyNot);
        }

        var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Script]) { WorkingDirectory = "/", UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var server = new PostfixServer(shell, (await shell.StandardOutput.ReadLineAsync())!);
        await server.WriteSettingsAsync(deskKey, token, site());
        await shell.StandardInput.WriteLineAsync("start");
        var said = await shell.StandardOutput.ReadLineAsync();
        Assert.True(said is "started 0", $"{said}: {await File.ReadAllTextAsync(Path.Combine(server._home, "start.log"))}{server.Log}");
        return server;
    }

    /// <summary>What it logged, for whoever wonders why a mail did not arrive.</summary>
    public string Log => File.Exists(Path.Combine(_home, "log")) ? File.ReadAllText(Path.Combine(_home, "log")) : "";

    /// <summary>The mails that arrived for a domain, in any order.</summary>
    public IReadOnlyList<byte[]> Arrived(string domain)
    {
        var folder = Path.Combine(_home, "mail", domain, "new");
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)] : [];
    }

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    private async Task WriteSettingsAsync(string deskKey, string token, Uri site)
    {
        var pipe = Path.Combine(_home, "to-servicedesk");
        var tokenFile = Path.Combine(_home, "mail-token");
        await WriteAsync("mail-token", $"Authorization: Bearer {token}\n");
        await WriteAsync("to-servicedesk", PipeOfTheDocs().Replace("https://desk.example.org", site.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal).Replace("/etc/servicedesk/mail-token", tokenFile, StringComparison.Ordinal));
        await WriteAsync("nobody-there", "#!/bin/sh\ncat >/dev/null\nexit 67\n"); // EX_NOUSER
        await WriteAsync("main.cf", MainSettings(_home));
        await WriteAsync("master.cf", MasterSettings(Port, pipe));
        await WriteAsync("transport", $"help@desk.test  servicedesk:{deskKey}\ngone.test  nobody:\n");
        if (!OperatingSystem.IsWindows())
        {
            foreach (var program in new[] { pipe, Path.Combine(_home, "nobody-there") })
            {
                File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
            }
        }
    }

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(_home, name), text);

    // What an administrator copies is what is tried.
    private static string PipeOfTheDocs()
    {
        var docs = File.ReadAllText(Path.Combine(House.LayoutOfTheHouseTests.Root, "docs", "operations.md"));
        var pipe = ShellScript.Match(docs);
        Assert.True(pipe.Success, "docs/operations.md has the pipe for a mail server.");
        return pipe.Groups["script"].Value;
    }

    [GeneratedRegex(@"```sh\n(?<script>#!/bin/sh\n# /usr/local/bin/to-servicedesk.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex ShellScript { get; }

    private static string MainSettings(string home) => $"""
        compatibility_level = 3.6
        queue_directory = {home}/queue
        data_directory = {home}/data
        maillog_file = {home}/log
        maillog_file_prefixes = {home}
        myhostname = mx.desk.test
        mydestination =
        inet_interfaces = loopback-only
        inet_protocols = ipv4
        mynetworks = 127.0.0.0/8
        alias_maps =
        local_recipient_maps =
        recipient_delimiter = +
        relay_domains = desk.test, gone.test
        relay_recipient_maps =
        transport_maps = texthash:{home}/transport
        servicedesk_destination_recipient_limit = 1
        nobody_destination_recipient_limit = 1
        virtual_mailbox_domains = kunde.test
        virtual_mailbox_base = {home}/mail
        virtual_mailbox_maps = static:kunde.test/
        virtual_minimum_uid = 1
        virtual_uid_maps = static:65534
        virtual_gid_maps = static:65534
        smtpd_recipient_restrictions = permit_mynetworks, reject
        default_transport = error:nothing leaves this machine
        """ + "\n";

    private static string MasterSettings(int port, string pipe) => $$"""
        127.0.0.1:{{port}} inet n - n - - smtpd
        pickup unix n - n 60 1 pickup
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        proxymap unix - - n - - proxymap
        error unix - - n - - error
        retry unix - - n - - error
        virtual unix - n n - - virtual
        anvil unix - - n - 1 anvil
        postlog unix-dgram n - n - 1 postlogd
        servicedesk unix - n n - 10 pipe
          flags=q null_sender= user=nobody argv={{pipe}} ${nexthop} ${sender} ${recipient}
        nobody unix - n n - 10 pipe
          flags=q user=nobody argv={{Path.Combine(Path.GetDirectoryName(pipe)!, "nobody-there")}}
        """ + "\n";
}
