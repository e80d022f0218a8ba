using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Requests;

namespace ServiceDesk.Benchmarks.Stage;

/// <summary>
/// Fills a database with what letters became: each with its writer on the desk's list, the original, the request, the confirmation, audit and
/// door log. Writer 0's letter was processed in earnest; the others are its rows, copied by the database itself under other names.
/// </summary>
internal sealed class StoredLetters(FilledSite filled)
{
    private const int Batch = 50_000;

    private int _count = 1;

    /// <summary>Adds letters until there are so many.</summary>
    public async Task GrowToAsync(int count)
    {
        while (_count < count)
        {
            var last = Math.Min(count, _count + Batch);
            await using var db = filled.Get<DeskDatabase>().Open();
            db.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
            await using var transaction = await db.Database.BeginTransactionAsync();
            foreach (var statement in Statements(db, _count + 1, last))
            {
                await db.Database.ExecuteSqlRawAsync(statement.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
            }

            await db.RequestCounters.ExecuteUpdateAsync(set => set.SetProperty(row => row.Latest, row => row.Latest + last - _count));
            await transaction.CommitAsync();
            _count = last;
        }

        await using var done = filled.Get<DeskDatabase>().Open();
        done.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
        await done.Database.ExecuteSqlRawAsync("ANALYZE");
    }

    private IEnumerable<string> Statements(DeskDb db, int from, int to)
    {
        var sql = new CopiedRows(db, from, to);
        var template = db.IncomingMails.Single(mail => mail.MessageId!.StartsWith("0."));
        var account = db.Accounts.Single(row => row.NormalizedEmail == template.SenderAddress);
        var outbox = db.Outbox.Single(row => row.RequestId == template.RequestId);
        var (person, mail, link, name, address) = (sql.Id('1'), sql.Id('2'), sql.Id('3'), sql.Text("stored", ""), sql.Text("stored", "@people.example"));

        yield return sql.Copy<Account>(account.Id, new()
        {
            [nameof(Account.Id)] = person,
            [nameof(Account.Email)] = address,
            [nameof(Account.NormalizedEmail)] = address,
            [nameof(Account.UserName)] = address,
            [nameof(Account.NormalizedUserName)] = address,
            [nameof(Account.SortName)] = name,
            [nameof(Account.SearchWords)] = sql.Text(" stored", " "),
        });
        yield return sql.Copy<AccountWord>(account.Id, new() { [nameof(AccountWord.AccountId)] = person, [nameof(AccountWord.SortName)] = name }, nameof(AccountWord.AccountId));
        yield return sql.Copy<DeskCustomer>(account.Id, new() { [nameof(DeskCustomer.AccountId)] = person, [nameof(DeskCustomer.SortName)] = name }, nameof(DeskCustomer.AccountId));
        yield return sql.Copy<CustomerWord>(account.Id, new() { [nameof(CustomerWord.AccountId)] = person, [nameof(CustomerWord.SortName)] = name }, nameof(CustomerWord.AccountId));
        yield return sql.Copy<IncomingMail>(template.Id, new()
        {
            [nameof(IncomingMail.Id)] = mail,
            [nameof(IncomingMail.SourceIdentity)] = name,
            [nameof(IncomingMail.ContentHash)] = sql.Hash(),
            [nameof(IncomingMail.SenderAddress)] = address,
            [nameof(IncomingMail.MessageId)] = sql.Text("stored", "@mail.people.example"),
            [nameof(IncomingMail.RequestId)] = mail,
        });
        yield return sql.Copy<IncomingPiece>(template.Id, new() { [nameof(IncomingPiece.MailId)] = mail }, nameof(IncomingPiece.MailId));
        yield return sql.Copy<Request>(template.Id, new()
        {
            [nameof(Request.Id)] = mail,
            [nameof(Request.MailId)] = mail,
            [nameof(Request.ReporterId)] = person,
            [nameof(Request.Key)] = sql.Text("ST-", ""),
            [nameof(Request.Number)] = sql.Number(-1),
        });
        yield return sql.Copy<OutboxMail>(outbox.Id, new()
        {
            [nameof(OutboxMail.Id)] = sql.Id('4'),
            [nameof(OutboxMail.To)] = address,
            [nameof(OutboxMail.AccountId)] = person,
            [nameof(OutboxMail.RequestId)] = mail,
            [nameof(OutboxMail.LinkId)] = link,
            [nameof(OutboxMail.MessageId)] = sql.Text("stored", "@localhost"),
            [nameof(OutboxMail.NextTryAt)] = "NULL",
        });
        yield return sql.Copy<MailedLink>(outbox.LinkId!.Value, new()
        {
            [nameof(MailedLink.Id)] = link,
            [nameof(MailedLink.SecretHash)] = sql.Hash(),
            [nameof(MailedLink.Address)] = address,
            [nameof(MailedLink.NormalizedAddress)] = address,
            [nameof(MailedLink.AccountId)] = person,
        });
        yield return sql.Copy<AuditEntry>(account.Id, new() { [nameof(AuditEntry.Id)] = sql.Id('5'), [nameof(AuditEntry.SubjectId)] = person }, nameof(AuditEntry.SubjectId), isOne: true);
        yield return sql.Copy<DoorEntry>(filled.Desk.Id, new() { [nameof(DoorEntry.Id)] = sql.Id('6'), [nameof(DoorEntry.Address)] = address }, nameof(DoorEntry.DeskId), isOne: true);
    }
}
