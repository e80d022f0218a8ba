using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;

namespace ServiceDesk.Domain.Accounts;

/// <summary>What told who somebody was, as it stood before they were anonymised: everywhere outside their account it is taken out too.</summary>
internal sealed class ForgottenPerson(Account account)
{
    private static readonly HashSet<string> Telling = new(StringComparer.Ordinal) { "FullName", "Name", "Address", "To", "From", "Into" };

    private readonly string _name = account.FullName;
    private readonly string _address = account.Email!;
    private readonly string _normalized = account.NormalizedEmail!;

    // As it stands in the audit's details.
    private readonly string _written = JsonSerializer.Serialize(account.Email)[1..^1];

    /// <summary>Deletes sessions, second factors, links and mails; in the logs, which stay, the anonymised account stands in.</summary>
    /// <param name="db">The database of the work.</param>
    /// <param name="now">The account as it is now.</param>
    public async Task ForgetAsync(DeskDb db, Account now)
    {
        await db.LogInSessions.Where(session => session.AccountId == now.Id).ExecuteDeleteAsync();
        await db.UserTokens.Where(token => token.UserId == now.Id).ExecuteDeleteAsync();
        await db.UserLogins.Where(login => login.UserId == now.Id).ExecuteDeleteAsync();
        await db.UserClaims.Where(claim => claim.UserId == now.Id).ExecuteDeleteAsync();
        await db.MailedLinks.Where(link => link.AccountId == now.Id || link.NormalizedAddress == _normalized).ExecuteDeleteAsync();
        await db.Outbox.Where(mail => mail.AccountId == now.Id || mail.To == _address || mail.To == _normalized).ExecuteDeleteAsync();
        await db.IncomingMails.Where(mail => mail.SenderAddress == _normalized).ExecuteDeleteAsync();
        await db.WebhookDeliveries.Where(row => row.About == _normalized).ExecuteDeleteAsync();
        await db.ParkedRequests.Where(parked => parked.NormalizedAddress == _normalized).ExecuteDeleteAsync();
        await db.CollectedRequests.Where(collected => collected.SignedFor == _normalized).ExecuteUpdateAsync(collected => collected.SetProperty(c => c.SignedFor, now.NormalizedEmail));
        await db.ImportRows.Where(row => row.NormalizedAddress == _normalized).ExecuteDeleteAsync();
        await db.AccountMerges.Where(merge => merge.FromId == now.Id || merge.IntoId == now.Id).ExecuteDeleteAsync();
        await db.DoorLog.Where(entry => entry.Address == _normalized).ExecuteUpdateAsync(entry => entry.SetProperty(e => e.Address, now.NormalizedEmail));
        await ForgetInAuditAsync(db, now);
    }

    private async Task ForgetInAuditAsync(DeskDb db, Account now)
    {
        var id = now.Id.ToString();
        var entries = await db.Audit.Where(entry => entry.SubjectId == now.Id || entry.Details.Contains(_written) || entry.Details.Contains(id))
            .Select(entry => new { entry.Id, entry.SubjectId, entry.Details }).ToListAsync();
        foreach (var entry in entries)
        {
            var details = JsonNode.Parse(entry.Details)!;
            Walk(details, now, isAboutThem: entry.SubjectId == now.Id);
            var told = details.ToJsonString();
            await db.Audit.Where(row => row.Id == entry.Id).ExecuteUpdateAsync(row => row.SetProperty(e => e.Details, told));
        }
    }

    private void Walk(JsonNode node, Account now, bool isAboutThem)
    {
        if (node is not JsonObject details)
        {
            return;
        }

        foreach (var (name, value) in details.ToList())
        {
            // Named there by their id too, whatever they were called then.
            if (details[name + "Id"] is JsonValue other && other.ToString() == now.Id.ToString())
            {
                details[name] = now.FullName;
            }
            else if (value is JsonValue && value.GetValueKind() is JsonValueKind.String)
            {
                details[name] = Without(name, value.GetValue<string>(), now, isAboutThem);
            }
            else if (value is not null)
            {
                Walk(value, now, isAboutThem);
            }
        }
    }

    // Earlier names and addresses are no longer known: in what was written about them, everything that tells a name or an address is one.
    private string Without(string name, string text, Account now, bool isAboutThem) => text switch
    {
        _ when text == _address || text == _normalized => now.Email!,
        _ when text == _name => now.FullName,
        _ when isAboutThem && text.Contains('@', StringComparison.Ordinal) => now.Email!,
        _ when isAboutThem && Telling.Contains(name) => now.FullName,
        _ => text,
    };
}
