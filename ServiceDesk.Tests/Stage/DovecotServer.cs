using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace ServiceDesk.Tests.Stage;

/// <summary>
/// A Dovecot on free loopback ports, with mailboxes of its own in a temporary folder: everybody is let in with the password "right" or the token
/// "t0ken". It ends with whoever started it, even if that is killed.
/// </summary>
public sealed class DovecotServer : IAsyncDisposable
{
    // The shell lives as long as its standard input is open. What it is told: "start" and "stop".
    private const string Script = """
        trap '' INT
        home=$(mktemp -d "${TMPDIR:-/tmp}/servicedesk-dovecot-XXXXXX")
        stop() { [ -z "$server" ] || { kill "$server"; wait "$server"; server=; }; }
        trap 'stop; rm -rf "$home"' EXIT
        echo "$home"; id -u; id -g; id -un; id -gn
        while read -r word; do
            if [ "$word" = start ]; then dovecot -F -c "$home/dovecot.conf" >>"$home/log" 2>&1 & server=$!; else stop; fi
            echo "$word"
        done
        """;

    private const int MostLooks = 2_400;

    private readonly Process _shell;
    private readonly string _home;

    private DovecotServer(Process shell, string home, X509Certificate2 certificate) => (_shell, _home, Certificate) = (shell, home, certificate);

    /// <summary>Why there can be none here, as a sentence; null when there can.</summary>
    public static string? WhyNot { get; } = File.Exists("/usr/sbin/dovecot") && File.Exists("/usr/lib/dovecot/imap")
        ? null
        : "No Dovecot is installed here, so what is shown on a real IMAP server was left out.";

    /// <summary>Where TLS begins at once.</summary>
    public int TlsPort { get; } = Loopback.FreePort();

    /// <summary>Where it begins by STARTTLS.</summary>
    public int Port { get; } = Loopback.FreePort();

    /// <summary>What it proves itself with: signed by itself.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Starts one, with further lines of its configuration; throws where it is not installed.</summary>
    public static async Task<DovecotServer> StartAsync(string settings = "auth_mechanisms = plain xoauth2")
    {
        if (WhyNot is not null)
        {
            throw new InvalidOperationException(WhyNot);
        }

        // It serves nobody's mail as root, for whom the user it was installed with stands in.
        var shell = Process.Start(PostgresPrograms.ScriptAs("dovecot", Script))!;
        var home = (await shell.StandardOutput.ReadLineAsync())!;
        var server = new DovecotServer(shell, home, Loopback.SelfSigned());
        await server.WriteSettingsAsync(settings);
        await server.GoUpAsync();
        return server;
    }

    /// <summary>Starts again after it was stopped.</summary>
    public async Task GoUpAsync()
    {
        await TellAsync("start");
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        for (var looks = 0; !IsUp(Port) || !IsUp(TlsPort); looks++)
        {
            if (looks == MostLooks)
            {
                throw new InvalidOperationException($"Dovecot does not listen: {await File.ReadAllTextAsync(Path.Combine(_home, "log"))}");
            }

            await again.WaitForNextTickAsync();
        }
    }

    /// <summary>Ends it, connections and all.</summary>
    public Task GoDownAsync() => TellAsync("stop");

    /// <summary>Puts a mail into somebody's inbox, as a mail server does on the same machine.</summary>
    public void Deliver(string user, ReadOnlySpan<byte> mail)
    {
        var (name, inbox) = ($"{Guid.NewGuid():N}.test", Inbox(user));
        var file = Path.Combine(inbox, "tmp", name);
        using (var stream = new FileStream(file, FileMode.CreateNew))
        {
            stream.Write(mail);
        }

        LetAll(file);
        File.Move(file, Path.Combine(inbox, "new", name));
    }

    /// <summary>Loses all it knew of a mailbox but the mails, so that it must number them anew.</summary>
    public void ForgetNumbers(string user)
    {
        foreach (var file in Directory.EnumerateFiles(Inbox(user), "dovecot*").Where(file => !file.Contains("uidvalidity", StringComparison.Ordinal)).ToList())
        {
            File.Delete(file);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
        Certificate.Dispose();
    }

    private string Inbox(string user)
    {
        var inbox = Path.Combine(_home, "mail", user, "Maildir");
        foreach (var folder in new[] { Path.Combine(_home, "mail"), Path.Combine(_home, "mail", user), inbox, Path.Combine(inbox, "cur"), Path.Combine(inbox, "new"), Path.Combine(inbox, "tmp") })
        {
            if (!Directory.Exists(folder))
            {
                Directory.CreateDirectory(folder);
                LetAll(folder);
            }
        }

        return inbox;
    }

    // The server is another user where the tests are run by root.
    private static void LetAll(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)0b111_111_111);
        }
    }

    private async Task WriteSettingsAsync(string settings)
    {
        var who = new string[4];
        for (var line = 0; line < who.Length; line++)
        {
            who[line] = (await _shell.StandardOutput.ReadLineAsync())!;
        }

        using var key = Certificate.GetRSAPrivateKey()!;
        await File.WriteAllTextAsync(Path.Combine(_home, "cert.pem"), Certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(_home, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        await File.WriteAllTextAsync(Path.Combine(_home, "dovecot.conf"), Settings(_home, who[0], who[1], who[2], who[3]) + settings + "\n");
    }

    private string Settings(string home, string uid, string gid, string user, string group) => $$"""
        base_dir = {{home}}/run
        state_dir = {{home}}/state
        log_path = /dev/stderr
        protocols = imap
        listen = 127.0.0.1
        default_internal_user = {{user}}
        default_internal_group = {{group}}
        default_login_user = {{user}}
        first_valid_uid = {{uid}}
        first_valid_gid = 1
        mail_location = maildir:~/Maildir
        mail_fsync = never
        ssl = yes
        ssl_cert = <{{home}}/cert.pem
        ssl_key = <{{home}}/key.pem
        auth_failure_delay = 0
        passdb {
          driver = static
          args = password=right
          mechanisms = plain login
        }
        passdb {
          driver = static
          args = password=t0ken
          mechanisms = xoauth2
        }
        userdb {
          driver = static
          args = uid={{uid}} gid={{gid}} home={{home}}/mail/%u
        }
        service imap-login {
          chroot =
          inet_listener imap {
            port = {{Port}}
          }
          inet_listener imaps {
            port = {{TlsPort}}
            ssl = yes
          }
        }
        service anvil {
          chroot =
          # Else whoever mistypes a password makes everybody on this machine wait.
          unix_listener anvil-auth-penalty {
            mode = 0
          }
        }
        service stats {
          chroot =
        }

        """;

    private async Task TellAsync(string word)
    {
        await _shell.StandardInput.WriteLineAsync(word);
        if (await _shell.StandardOutput.ReadLineAsync() is var heard && !string.Equals(heard, word, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"Asked to {word}, Dovecot's shell said: {heard}");
        }
    }

    private static bool IsUp(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false; // not yet
        }
    }
}
