using Microsoft.EntityFrameworkCore;

namespace ServiceDesk.Domain.Accounts;

/// <summary>That a mail to somebody's address came back for good.</summary>
/// <param name="At">When the last did.</param>
/// <param name="Words">What the mail server said; null when it said nothing.</param>
public sealed record BouncedMail(DateTimeOffset At, string? Words)
{
    /// <summary>As an account keeps it; null where none did.</summary>
    public static BouncedMail? Of(DateTimeOffset? at, string? words) => at is { } when ? new(when, words) : null;
}

/// <summary>Named questions about mail that came back.</summary>
internal static class BouncedMails
{
    /// <summary>That of one account; null while none has.</summary>
    public static Task<BouncedMail?> BouncedAsync(this IQueryable<Account> account) =>
        account.Where(one => one.MailBouncedAt != null).Select(one => new BouncedMail(one.MailBouncedAt!.Value, one.MailBounceWords)).SingleOrDefaultAsync();
}
