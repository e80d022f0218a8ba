using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Mail.Wire;

namespace ServiceDesk.Domain.Mail.Mailboxes;

/// <summary>Opens a desk's mailbox with what is kept of it, secrets included.</summary>
public sealed class MailboxOpening(DeskWork database, ILinkSeal seal, MailboxDoors doors, TimeProvider clock)
{
    /// <summary>As whom to log in: with what was typed, and else with what is kept. Dispose of the tokens.</summary>
    internal (MailLogin Login, OAuthTokens? Tokens) LoginOf(MailboxForm form, DeskMailbox? kept, Func<string, Task>? renewed)
    {
        if (form.Login is MailboxLogin.Password)
        {
            return (new MailLogin(form.User, Typed(form.Password, kept?.SealedPassword)), null);
        }

        var tokens = doors.TokensOf(
            new OAuthOptions
            {
                TokenUrl = form.TokenUrl,
                ClientId = form.ClientId,
                Scope = form.Scope,
                ClientSecret = Typed(form.ClientSecret, kept?.SealedClientSecret),
                RefreshToken = form.Login is MailboxLogin.RefreshToken ? Typed(form.RefreshToken, kept?.SealedRefreshToken) : "",
            },
            renewed);
        return (new MailLogin(form.User, "", tokens), tokens);
    }

    /// <summary>Opens what is saved. Throws <see cref="WireException"/> when it cannot be opened.</summary>
    internal async Task<OpenedMailbox> OpenAsync(DeskMailbox mailbox, string deskKey, MailboxProgress progress, CancellationToken cancel)
    {
        var form = MailboxForm.Of(mailbox);
        if (mailbox.Kind is MailboxKind.Maildir)
        {
            return new OpenedMailbox(new MaildirMailbox(doors.OpenMaildir(deskKey), doors.MostBytes, clock), null);
        }

        var (login, tokens) = LoginOf(form, mailbox, token => RenewAsync(mailbox, token));
        try
        {
            return new OpenedMailbox(await ImapMailbox.OpenAsync(doors.ImapOf(form, login), form, progress, doors.MostBytes, cancel), tokens);
        }
        catch
        {
            tokens?.Dispose();
            throw;
        }
    }

    // No change of what was chosen: whoever edits it meanwhile, and whoever reads by it, is not disturbed.
    /// <summary>Keeps a refresh token that came in place of the one that is kept.</summary>
    internal async Task RenewAsync(DeskMailbox mailbox, string refreshToken)
    {
        var token = seal.Seal(refreshToken);
        await using var work = await database.BeginAsync();
        await work.Db.Mailboxes.Where(row => row.DeskId == mailbox.DeskId && row.Version == mailbox.Version).ExecuteUpdateAsync(set => set.SetProperty(row => row.SealedRefreshToken, token));
        await work.CommitAsync();
    }

    private string Typed(string typed, byte[]? kept) => typed.Length > 0 || kept is null
        ? typed
        : seal.Open(kept) ?? throw new WireException(WireFault.LoginRefused, "What is kept secret can no longer be read, because the keys it was encrypted with are gone. Type it again.");
}

/// <summary>An open mailbox with what renews its log-in. Dispose of it.</summary>
internal sealed record OpenedMailbox(IOpenMailbox Mails, OAuthTokens? Tokens) : IAsyncDisposable
{
    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Mails.DisposeAsync();
        Tokens?.Dispose();
    }
}
