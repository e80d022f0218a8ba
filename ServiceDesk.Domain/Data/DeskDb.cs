using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Customers.Imports;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Mailboxes;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Mail.Templates;
using ServiceDesk.Domain.Notifications;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Settings;

namespace ServiceDesk.Domain.Data;

/// <summary>The site's database. Two databases, one model: <see cref="SqliteDeskDb"/> and <see cref="PostgresDeskDb"/> differ in their migrations alone.</summary>
public abstract partial class DeskDb(DbContextOptions options) : IdentityUserContext<Account, Guid>(options)
{
    private const int MostKeyCharacters = 128;

    /// <summary>The people known to the site.</summary>
    public DbSet<Account> Accounts => Users;

    /// <summary>The words people are found by in the user directory.</summary>
    public DbSet<AccountWord> AccountWords => Set<AccountWord>();

    /// <summary>Accounts that were merged into others.</summary>
    public DbSet<AccountMerge> AccountMerges => Set<AccountMerge>();

    /// <summary>The browsers that are logged in.</summary>
    public DbSet<LogInSession> LogInSessions => Set<LogInSession>();

    /// <summary>Links mailed to prove an address.</summary>
    public DbSet<MailedLink> MailedLinks => Set<MailedLink>();

    /// <summary>The one row of the site's settings.</summary>
    public DbSet<Site> Site => Set<Site>();

    /// <summary>The data-protection keys.</summary>
    public DbSet<KeyRingElement> KeyRing => Set<KeyRingElement>();

    /// <summary>Allowed and blocked addresses.</summary>
    public DbSet<AddressRule> AddressRules => Set<AddressRule>();

    /// <summary>Attempts at the doors.</summary>
    public DbSet<DoorEntry> DoorLog => Set<DoorEntry>();

    /// <summary>Attempts turned away by limits, counted.</summary>
    public DbSet<TurnedAway> TurnedAway => Set<TurnedAway>();

    /// <summary>Challenges of forms that were answered.</summary>
    public DbSet<UsedChallenge> UsedChallenges => Set<UsedChallenge>();

    /// <summary>Failed log-ins, counted.</summary>
    public DbSet<FailureTally> FailureTallies => Set<FailureTally>();

    /// <summary>The service desks.</summary>
    public DbSet<Desk> Desks => Set<Desk>();

    /// <summary>Who staffs which desk.</summary>
    public DbSet<DeskAgent> DeskAgents => Set<DeskAgent>();

    /// <summary>Who is on which desk's customer list.</summary>
    public DbSet<DeskCustomer> DeskCustomers => Set<DeskCustomer>();

    /// <summary>Sign-ups that wait for a desk's approval, or were refused.</summary>
    public DbSet<HeldSignUp> HeldSignUps => Set<HeldSignUp>();

    /// <summary>The words customers are found by.</summary>
    public DbSet<CustomerWord> CustomerWords => Set<CustomerWord>();

    /// <summary>Files of customers, brought in or on their way.</summary>
    public DbSet<CustomerImport> CustomerImports => Set<CustomerImport>();

    /// <summary>Their rows.</summary>
    public DbSet<ImportRow> ImportRows => Set<ImportRow>();

    /// <summary>The files themselves, while they are read.</summary>
    public DbSet<ImportPiece> ImportPieces => Set<ImportPiece>();

    /// <summary>Who is invited to become a customer of which desk.</summary>
    public DbSet<Invitation> Invitations => Set<Invitation>();

    /// <summary>Who holds a seat of which application.</summary>
    public DbSet<Seat> Seats => Set<Seat>();

    /// <summary>How many seats there are.</summary>
    public DbSet<SeatLimit> SeatLimits => Set<SeatLimit>();

    /// <summary>Mails to be sent, and sent ones.</summary>
    public DbSet<OutboxMail> Outbox => Set<OutboxMail>();

    /// <summary>The files that go with them.</summary>
    public DbSet<OutboxFile> OutboxFiles => Set<OutboxFile>();

    /// <summary>The chosen words of mails.</summary>
    public DbSet<MailTemplate> MailTemplates => Set<MailTemplate>();

    /// <summary>The kinds of mail that are not sent.</summary>
    public DbSet<SwitchedOffMail> SwitchedOffMails => Set<SwitchedOffMail>();

    /// <summary>How mail comes to which desk.</summary>
    public DbSet<MailChannel> MailChannels => Set<MailChannel>();

    /// <summary>The mailboxes that desks read.</summary>
    public DbSet<DeskMailbox> Mailboxes => Set<DeskMailbox>();

    /// <summary>How far they were read.</summary>
    public DbSet<MailboxProgress> MailboxProgress => Set<MailboxProgress>();

    /// <summary>Mails that came.</summary>
    public DbSet<IncomingMail> IncomingMails => Set<IncomingMail>();

    /// <summary>Their raw bytes.</summary>
    public DbSet<IncomingPiece> IncomingPieces => Set<IncomingPiece>();

    /// <summary>Changes, with who and when.</summary>
    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    /// <summary>The desks' request types.</summary>
    public DbSet<RequestType> RequestTypes => Set<RequestType>();

    /// <summary>The requests.</summary>
    public DbSet<Request> Requests => Set<Request>();

    /// <summary>The latest number of each desk.</summary>
    public DbSet<RequestCounter> RequestCounters => Set<RequestCounter>();

    /// <summary>Who follows which request besides its reporter.</summary>
    public DbSet<Participant> Participants => Set<Participant>();

    /// <summary>Who wants no more mails about which request.</summary>
    public DbSet<RequestMute> RequestMutes => Set<RequestMute>();

    /// <summary>The comments, internal ones included.</summary>
    public DbSet<Comment> Comments => Set<Comment>();

    /// <summary>The attachments.</summary>
    public DbSet<Attachment> Attachments => Set<Attachment>();

    /// <summary>The attachments' content.</summary>
    public DbSet<AttachmentPiece> AttachmentPieces => Set<AttachmentPiece>();

    /// <inheritdoc/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        RaiseVersions();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    /// <inheritdoc/>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        RaiseVersions();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(DeskDb).Assembly);
        SayKeyLengths(builder);

        foreach (var entity in builder.Model.GetEntityTypes())
        {
            if (entity.FindProperty("Version") is { } version && version.ClrType == typeof(int))
            {
                version.IsConcurrencyToken = true;
            }
        }
    }

    // Said here, because Identity would else take them from the services of whoever opens the database: the site and its migrations would differ.
    private static void SayKeyLengths(ModelBuilder builder)
    {
        builder.Entity<IdentityUserLogin<Guid>>(login =>
        {
            login.Property(l => l.LoginProvider).HasMaxLength(MostKeyCharacters);
            login.Property(l => l.ProviderKey).HasMaxLength(MostKeyCharacters);
        });
        builder.Entity<IdentityUserToken<Guid>>(token =>
        {
            token.Property(t => t.LoginProvider).HasMaxLength(MostKeyCharacters);
            token.Property(t => t.Name).HasMaxLength(MostKeyCharacters);
        });
    }

    private void RaiseVersions()
    {
        foreach (var entry in ChangeTracker.Entries())
        {
            if (entry is { Entity: AuditEntry, State: EntityState.Modified or EntityState.Deleted })
            {
                throw new InvalidOperationException("An entry of the audit is never altered.");
            }

            if (entry.State is not (EntityState.Added or EntityState.Modified))
            {
                continue;
            }

            if (entry.Metadata.FindProperty("Version") is { IsConcurrencyToken: true })
            {
                var version = entry.Property("Version");
                version.CurrentValue = (int)version.OriginalValue! + 1;
            }
            else if (entry.Entity is Account account)
            {
                entry.Property(nameof(account.ConcurrencyStamp)).CurrentValue = Guid.NewGuid().ToString("N");
            }
        }
    }
}
