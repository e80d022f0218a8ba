using ServiceDesk.Domain.Mail.Wire;

namespace ServiceDesk.Domain.Mail.Imap;

/// <summary>From the greeting to being logged in (RFC 3501, 6.1 to 6.2), and what the server offers on the way.</summary>
internal sealed class ImapLogin(MailConnection connection, ImapConversation conversation)
{
    private const string Mechanisms = "AUTH=";
    private HashSet<string> _offered = new(StringComparer.OrdinalIgnoreCase);
    private string _welcome = "";

    /// <summary>Whether the server offers this.</summary>
    public bool Offers(string capability) => _offered.Contains(capability);

    /// <summary>Takes note of what is offered wherever that is said (RFC 3501, 7.1 and 7.2.1).</summary>
    public void Note(ImapResponse response)
    {
        const string capability = "CAPABILITY";
        if (response is { IsUnasked: true, Name: capability })
        {
            _offered = Words(response.Text);
        }
        else if (response.Code.StartsWith(capability + " ", StringComparison.OrdinalIgnoreCase))
        {
            _offered = Words(response.Code[capability.Length..]);
        }
    }

    public async Task BeginAsync(ImapSettings settings, CancellationToken cancel)
    {
        var greeting = await conversation.ReadAsync(null, cancel);
        if (!greeting.IsUnasked || greeting.Name is not ("OK" or "PREAUTH"))
        {
            throw new WireException(WireFault.NotUnderstood, $"This is no greeting of an IMAP server: {greeting.Tag} {greeting.Name} {greeting.Text}");
        }

        await AskWhatIsOfferedAsync(cancel);
        if (settings.Server.Security is WireSecurity.StartTls or WireSecurity.StartTlsWhenOffered)
        {
            await EncryptAsync(settings.Server, greeting, cancel);
        }

        settings.Told?.Invoke(ImapStep.Connected, greeting.Words);
        if (greeting.Name != "PREAUTH")
        {
            _offered = await LogInAsync(settings.Login, cancel) ? _offered : [];
            await AskWhatIsOfferedAsync(cancel);
        }

        settings.Told?.Invoke(ImapStep.LoggedIn, _welcome);
    }

    private async Task AskWhatIsOfferedAsync(CancellationToken cancel)
    {
        if (_offered.Count == 0)
        {
            (await conversation.AskAsync(new ImapCommand("CAPABILITY"), cancel)).OrThrow();
        }
    }

    // Already logged in, nobody may encrypt any more: who required it is not fooled so (RFC 3501, 6.2.1).
    private async Task EncryptAsync(MailServer server, ImapResponse greeting, CancellationToken cancel)
    {
        if (Offers("STARTTLS") && greeting.IsOk)
        {
            (await conversation.AskAsync(new ImapCommand("STARTTLS"), cancel)).OrThrow(WireFault.NoEncryption);
            await connection.EncryptAsync(cancel);
            _offered = [];
            await AskWhatIsOfferedAsync(cancel);
        }
        else if (server.Security is WireSecurity.StartTls)
        {
            throw new WireException(WireFault.NoEncryption, $"{server.Host} offers no STARTTLS.");
        }
    }

    /// <summary>Logs in; says whether the server has told what it offers from then on.</summary>
    private async Task<bool> LogInAsync(MailLogin login, CancellationToken cancel)
    {
        SaslLogin.RefuseInClear(connection);
        var before = _offered;
        var mechanisms = _offered.Where(word => word.StartsWith(Mechanisms, StringComparison.OrdinalIgnoreCase)).Select(word => word[Mechanisms.Length..].ToUpperInvariant()).ToHashSet(StringComparer.Ordinal);
        if (login.Tokens is null && !mechanisms.Contains(SaslMechanism.Plain.Mechanism) && !Offers("LOGINDISABLED"))
        {
            Noted(await conversation.AskAsync(new ImapCommand("LOGIN").Text(login.User).Text(login.Password), cancel)).OrThrow(WireFault.LoginRefused);
        }
        else
        {
            await AuthenticateAsync(await SaslMechanism.ChooseAsync(mechanisms, login, cancel), login, cancel);
        }

        return !ReferenceEquals(before, _offered);
    }

    private async Task AuthenticateAsync(SaslMechanism mechanism, MailLogin login, CancellationToken cancel)
    {
        var opening = Offers("SASL-IR") && mechanism.Opening is { } first ? $" {Convert.ToBase64String(first)}" : ""; // RFC 4959
        var (tag, reply) = await conversation.BeginAsync($"AUTHENTICATE {mechanism.Name}{opening}", cancel);
        await SaslLogin.AnswerAsync(Challenge(), async said =>
        {
            await conversation.SayAsync(said, cancel);
            reply = await conversation.HearAsync(tag, null, null, cancel);
            return Challenge();
        }, mechanism);

        if (!Noted(reply).IsOk)
        {
            throw SaslLogin.Refused(reply.Text, mechanism, login);
        }

        string? Challenge() => reply.IsGoOn ? reply.Text : null;
    }

    private ImapResponse Noted(ImapResponse response)
    {
        Note(response);
        _welcome = response.Words;
        return response;
    }

    private static HashSet<string> Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
