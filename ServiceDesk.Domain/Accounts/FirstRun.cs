using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

/// <summary>Makes the first site administrator, once, for whoever can read the console (design.md 6).</summary>
public sealed class FirstRun(DeskWork database, TimeProvider clock, PasswordRules passwords)
{
    /// <summary>What the console shows while the site is not set up: 192 random bits, kept in memory only, another one with each start.</summary>
    public string Token { get; } = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));

    /// <summary>Whether the first site administrator was made.</summary>
    public async Task<bool> IsDoneAsync()
    {
        await using var db = database.Read();
        return await db.Site.AnyAsync(site => site.SetUpAt != null);
    }

    /// <summary>Makes the first site administrator, with a seat of Service Desk. Returns the account.</summary>
    public async Task<Outcome<Guid>> SetUpAsync(string? token, string? address, string? name, string? password, Actor by)
    {
        if (await IsDoneAsync())
        {
            return new AlreadySetUp();
        }

        if (!IsToken(token))
        {
            return new WrongSetupToken();
        }

        if (!EmailAddress.TryParse(address, out var email))
        {
            return new NotAnAddress();
        }

        if (Account.CheckName(name) is { } badName)
        {
            return badName;
        }

        var account = Account.Make(email, name, clock.Now());
        var hash = passwords.Hash(account, password);
        if (hash.Refusal is { } badPassword)
        {
            return badPassword;
        }

        account.ChoosePassword(hash.Done);
        account.CameIn(by.Language);
        return await SetUpAsync(account, by with { AccountId = account.Id });
    }

    private Task<Outcome<Guid>> SetUpAsync(Account account, Actor by) => database.RunAsync<Guid>(async work =>
    {
        var now = clock.Now();
        var site = await work.SiteToChangeAsync();
        if (site.SetUpAt is not null)
        {
            return new AlreadySetUp();
        }

        if (await work.Db.Accounts.AnyAsync(other => other.NormalizedEmail == account.NormalizedEmail))
        {
            return new AddressIsKnown();
        }

        site.SetUpAt = now;
        account.IsSiteAdministrator = true;

        // Who can read the console owns the site and is believed about the address; no mail could prove it, for no mail server exists yet.
        account.AddressProvedAt = now;
        work.Db.Accounts.Add(account);
        if (await work.GiveSeatsAsync(account.Id, [Application.ServiceDesk], by, now) is { } no)
        {
            return no;
        }

        work.Db.Audit.Add(AuditEntry.Of(Changes.SiteSetUp, by, now, subjectId: account.Id));
        await work.CommitAsync(Topic.Site, Topic.Users, Topic.Account(account.Id));
        return account.Id;
    });

    private bool IsToken(string? typed) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes((typed ?? "").Trim())),
        SHA256.HashData(Encoding.UTF8.GetBytes(Token)));
}

/// <summary>The site was set up before; that is done once.</summary>
public sealed record AlreadySetUp : Refusal;

/// <summary>The token is not the one on the console.</summary>
public sealed record WrongSetupToken : Refusal;
