using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ServiceDesk.Domain.Accounts;

/// <summary>
/// A browser that is logged in. Its cookie counts only while this row is there, carries the account's present stamp and is younger than
/// <see cref="MostLife"/>: logging out, ending the account's sessions and time each end it at the server.
/// </summary>
public sealed class LogInSession
{
    /// <summary>How long one log-in lasts, however much it is used (NIST SP 800-63B, AAL1: 30 days).</summary>
    public static readonly TimeSpan MostLife = TimeSpan.FromDays(30);

    /// <summary>The session, as its cookie names it.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>Whose it is.</summary>
    public Guid AccountId { get; init; }

    /// <summary>The account's security stamp when it began; another one has ended it.</summary>
    public string Stamp { get; init; } = "";

    /// <summary>When the person logged in.</summary>
    public DateTimeOffset BeganAt { get; init; }
}

internal sealed class LogInSessionTable : IEntityTypeConfiguration<LogInSession>
{
    public void Configure(EntityTypeBuilder<LogInSession> session)
    {
        session.ToTable("LogInSessions");
        session.HasIndex(s => s.AccountId);
        session.HasIndex(s => s.BeganAt);
        session.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId);
    }
}
