using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;

namespace ServiceDesk.Domain.Customers.Imports;

/// <summary>The statements that bring a whole file in at once.</summary>
internal static class ImportStatements
{
    // How an address can stand that is not on the list, and how that is seen in its account.
    private static readonly (AddressStanding Is, bool IsDeactivated, string Sql)[] Standings =
    [
        (AddressStanding.Unknown, false, "a.\"Id\" IS NULL"),
        (AddressStanding.Contact, false, $"a.\"Password\" = {(int)PasswordKind.None} AND a.\"DeactivatedAt\" IS NULL"),
        (AddressStanding.Contact, true, $"a.\"Password\" = {(int)PasswordKind.None} AND a.\"DeactivatedAt\" IS NOT NULL"),
        (AddressStanding.Account, false, $"a.\"Password\" <> {(int)PasswordKind.None} AND a.\"DeactivatedAt\" IS NULL"),
        (AddressStanding.Account, true, $"a.\"Password\" <> {(int)PasswordKind.None} AND a.\"DeactivatedAt\" IS NOT NULL"),
    ];

    /// <summary>Makes accounts of the unknown whom the rule book lets in; says how many. In the order of most of their indexes, so that each page of those is written once.</summary>
    public static Task<int> MakeAccountsAsync(this Work work, CustomerImport import, IReadOnlyList<AddressFlags> letIn, DateTimeOffset now, CancellationToken cancel)
    {
        var stamp = work.Db is SqliteDeskDb ? "lower(hex(randomblob(16)))" : "replace(CAST(gen_random_uuid() AS text), '-', '')";
        return work.RunSqlAsync($"""
            INSERT INTO "Accounts" ("Id", "UserName", "NormalizedUserName", "Email", "NormalizedEmail", "PasswordHash", "Password", "TemporaryPasswordExpiresAt",
                "SecurityStamp", "ConcurrencyStamp", "TwoFactorEnabled", "FullName", "SortName", "SearchWords", "Organisation", "Language", "IsSiteAdministrator", "MadeAt")
            SELECT r."AccountId", lower(CAST(r."AccountId" AS text)), upper(CAST(r."AccountId" AS text)), r."Address", r."NormalizedAddress", r."PasswordHash",
                CASE WHEN r."PasswordHash" IS NULL THEN {(int)PasswordKind.None} ELSE {(int)PasswordKind.Temporary} END, CASE WHEN r."PasswordHash" IS NULL THEN NULL ELSE @expires END,
                {stamp}, {stamp}, @false, r."FullName", r."SortName", r."SearchWords", r."Organisation", r."Language", @false, @now
            FROM "ImportRows" r
            WHERE r."ImportId" = @import AND r."Problem" IS NULL AND r."Flags" IN ({Listed(letIn)})
                AND NOT EXISTS (SELECT 1 FROM "Accounts" a WHERE a."NormalizedEmail" = r."NormalizedAddress")
            ORDER BY r."SortName"
            """, import, now, cancel);
    }

    /// <summary>Puts those it has just made on the list. Apart from the others, because they are found by their ids, one after the other.</summary>
    public static Task<int> PutMadeOnListAsync(this Work work, CustomerImport import, DateTimeOffset now, CancellationToken cancel) => work.RunSqlAsync($"""
        INSERT INTO "DeskCustomers" ("DeskId", "AccountId", "SortName", "JoinedAt", "CameBy", "AddedById", "ImportId")
        SELECT @desk, a."Id", a."SortName", @now, {(int)Door.Import}, @by, @import
        FROM "ImportRows" r JOIN "Accounts" a ON a."Id" = r."AccountId"
        WHERE r."ImportId" = @import
        ORDER BY a."SortName"
        """, import, now, cancel);

    /// <summary>Puts the known whom the rule book lets in on the list, once also where the file has two of their addresses; says how many.</summary>
    public static Task<int> PutKnownOnListAsync(this Work work, CustomerImport import, IReadOnlyList<AddressFlags> letIn, DateTimeOffset now, CancellationToken cancel) => work.RunSqlAsync($"""
        INSERT INTO "DeskCustomers" ("DeskId", "AccountId", "SortName", "JoinedAt", "CameBy", "AddedById", "ImportId")
        SELECT DISTINCT @desk, a."Id", a."SortName", @now, {(int)Door.Import}, @by, @import
        FROM "ImportRows" r JOIN "Accounts" n ON n."NormalizedEmail" = r."NormalizedAddress" JOIN "Accounts" a ON a."Id" = COALESCE(n."MergedIntoId", n."Id")
        WHERE r."ImportId" = @import AND r."Problem" IS NULL AND a."DeactivatedAt" IS NULL AND r."Flags" IN ({Listed(letIn)})
            AND NOT EXISTS (SELECT 1 FROM "Accounts" m WHERE m."Id" = r."AccountId")
            AND NOT EXISTS (SELECT 1 FROM "DeskCustomers" c WHERE c."DeskId" = @desk AND c."AccountId" = a."Id")
        """, import, now, cancel);

    /// <summary>
    /// Gives the written passwords to people who were contacts before; a site administrator may. Whoever has a password of their own keeps
    /// it: a file is too coarse a tool to shut people out.
    /// </summary>
    public static Task<int> GivePasswordsAsync(this Work work, CustomerImport import, DateTimeOffset now, CancellationToken cancel)
    {
        var stamp = work.Db is SqliteDeskDb ? "lower(hex(randomblob(16)))" : "replace(CAST(gen_random_uuid() AS text), '-', '')";
        return work.RunSqlAsync($"""
            UPDATE "Accounts" SET
                "PasswordHash" = (SELECT r."PasswordHash" FROM "ImportRows" r WHERE r."ImportId" = @import AND r."NormalizedAddress" = "Accounts"."NormalizedEmail" AND r."Problem" IS NULL),
                "Password" = {(int)PasswordKind.Temporary}, "TemporaryPasswordExpiresAt" = @expires, "AddressProvedAt" = NULL, "SecurityStamp" = {stamp}, "ConcurrencyStamp" = {stamp}
            WHERE "Password" = {(int)PasswordKind.None}
                AND "NormalizedEmail" IN (SELECT r."NormalizedAddress" FROM "ImportRows" r WHERE r."ImportId" = @import AND r."Problem" IS NULL AND r."PasswordHash" IS NOT NULL)
                AND EXISTS (SELECT 1 FROM "DeskCustomers" c WHERE c."DeskId" = @desk AND c."AccountId" = "Accounts"."Id" AND c."ImportId" = @import)
            """, import, now, cancel);
    }

    /// <summary>Keeps in the door log whom the rule book refused, as it answers for each standing; those let in stand on the list with the import's id. Says how many.</summary>
    public static Task<int> LogRefusedAsync(this Work work, CustomerImport import, DoorRole role, DoorSettings settings, DateTimeOffset now, CancellationToken cancel)
    {
        var cases =
            from standing in Standings
            from refused in ImportDecisions.Refused(standing.Is, standing.IsDeactivated, role, settings)
            select $"WHEN {standing.Sql} AND r.\"Flags\" IN ({Listed(refused.Flags)}) THEN {(int)refused.Reason}";
        var reason = $"CASE {string.Join(' ', cases.DefaultIfEmpty("WHEN FALSE THEN 0"))} END";
        return work.RunSqlAsync($"""
            INSERT INTO "DoorLog" ("Id", "At", "Door", "DeskId", "Address", "Reason", "ActorId")
            SELECT "Id", @now, {(int)Door.Import}, @desk, "Address", "Reason", @by
            FROM (
                SELECT r."AccountId" AS "Id", r."NormalizedAddress" AS "Address", {reason} AS "Reason"
                FROM "ImportRows" r LEFT JOIN "Accounts" n ON n."NormalizedEmail" = r."NormalizedAddress" LEFT JOIN "Accounts" a ON a."Id" = COALESCE(n."MergedIntoId", n."Id")
                WHERE r."ImportId" = @import AND r."Problem" IS NULL
                    AND NOT EXISTS (SELECT 1 FROM "DeskCustomers" c WHERE c."DeskId" = @desk AND c."AccountId" = a."Id")
            ) asked
            WHERE "Reason" IS NOT NULL
            """, import, now, cancel);
    }

    /// <summary>Writes the words by which the people of some lines who came onto the list by it are found there. Whoever was renamed or used elsewhere meanwhile has them already.</summary>
    public static Task WriteCustomerWordsAsync(this Work work, CustomerImport import, (int After, int UpTo) lines, CancellationToken cancel) => work.RunSqlAsync($"""
        INSERT INTO "CustomerWords" ("DeskId", "Word", "SortName", "AccountId")
        SELECT c."DeskId", word.value, a."SortName", a."Id"
        FROM "ImportRows" r {work.Join} "Accounts" n ON n."NormalizedEmail" = r."NormalizedAddress" {work.Join} "Accounts" a ON a."Id" = COALESCE(n."MergedIntoId", n."Id")
            {work.Join} "DeskCustomers" c ON c."DeskId" = @desk AND c."AccountId" = a."Id" AND c."ImportId" = @import, {work.WordsOf("a")}
        WHERE r."ImportId" = @import AND r."Line" > {lines.After} AND r."Line" <= {lines.UpTo} AND r."Problem" IS NULL
        ORDER BY 2, 3, 4
        ON CONFLICT DO NOTHING
        """, import, default, cancel);

    /// <summary>Writes the words by which the accounts that were made of some lines are found in the user directory.</summary>
    public static Task WriteAccountWordsAsync(this Work work, CustomerImport import, (int After, int UpTo) lines, CancellationToken cancel) => work.RunSqlAsync($"""
        INSERT INTO "AccountWords" ("Word", "SortName", "AccountId")
        SELECT word.value, a."SortName", a."Id"
        FROM "ImportRows" r {work.Join} "Accounts" a ON a."Id" = r."AccountId", {work.WordsOf("a")}
        WHERE r."ImportId" = @import AND r."Line" > {lines.After} AND r."Line" <= {lines.UpTo} AND a."MergedIntoId" IS NULL
        ORDER BY 1, 2, 3
        ON CONFLICT DO NOTHING
        """, import, default, cancel);

    /// <summary>Takes people's words off the list, and those of accounts that go out of the user directory.</summary>
    public static async Task RemoveWordsAsync(this Work work, CustomerImport import, IReadOnlyList<Guid> leaving, IReadOnlyList<Guid> going, CancellationToken cancel)
    {
        await work.RunSqlAsync($"""
            DELETE FROM "CustomerWords" WHERE ("DeskId", "Word", "SortName", "AccountId") IN
                (SELECT @desk, word.value, a."SortName", a."Id" FROM "Accounts" a, {work.WordsOf("a")} WHERE a."Id" IN {work.People})
            """, import, default, cancel, leaving);
        await work.RunSqlAsync($"""
            DELETE FROM "AccountWords" WHERE ("Word", "SortName", "AccountId") IN
                (SELECT word.value, a."SortName", a."Id" FROM "Accounts" a, {work.WordsOf("a")} WHERE a."Id" IN {work.People})
            """, import, default, cancel, going);
    }

    /// <summary>The people of the file's lines who came onto the list by it.</summary>
    public static IQueryable<Account> PeopleOf(this DeskDb db, CustomerImport import, int after, int upTo) =>
        from row in db.ImportRows
        where row.ImportId == import.Id && row.Line > after && row.Line <= upTo && row.Problem == null
        join named in db.Accounts on row.NormalizedAddress equals named.NormalizedEmail
        join account in db.Accounts on named.MergedIntoId ?? named.Id equals account.Id
        where db.DeskCustomers.Any(customer => customer.DeskId == import.DeskId && customer.AccountId == account.Id && customer.ImportId == import.Id)
        select account;

    /// <summary>Lets SQLite keep more of its pages in memory, or as few as usual: the rows go into many places of many indexes.</summary>
    public static Task MakeRoomAsync(this Work work, bool forMuch, CancellationToken cancel) => work.Db is not SqliteDeskDb ? Task.CompletedTask
        : work.Db.Database.ExecuteSqlRawAsync(forMuch ? "PRAGMA cache_size = -8000" : "PRAGMA cache_size = -2000", cancel);

    private static string Listed(IReadOnlyList<AddressFlags> flags) => flags.Count == 0 ? "NULL" : string.Join(", ", flags.Select(one => (int)one));

    extension(Work work)
    {
        // SQLite, which knows little of how many there are, is to begin at the lines.
        private string Join => work.Db is SqliteDeskDb ? "CROSS JOIN" : "JOIN";

        // The ids that are handed in, a row each.
        private string People => work.Db is SqliteDeskDb ? "(SELECT value FROM json_each(@people))" : "(SELECT unnest(@people))";

        // The words an account names, a row each.
        private string WordsOf(string account) => work.Db is SqliteDeskDb
            ? $"""json_each('["' || replace(replace(replace(trim({account}."SearchWords"), '\', '\\'), '"', '\"'), ' ', '","') || '"]') word"""
            : $"""unnest(string_to_array(trim({account}."SearchWords"), ' ')) AS word(value)""";
    }

    private static async Task<int> RunSqlAsync(this Work work, string sql, CustomerImport import, DateTimeOffset now, CancellationToken cancel, IReadOnlyList<Guid>? people = null)
    {
        // On SQLite instants are whole numbers; handed to plain SQL, nothing converts them.
        object At(DateTimeOffset instant) => work.Db is SqliteDeskDb ? Instants.ToMicroseconds(instant) : instant.ToUniversalTime();
        var values = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["@import"] = import.Id,
            ["@desk"] = import.DeskId,
            ["@by"] = import.StartedById,
            ["@now"] = At(now),
            ["@expires"] = At(now + TemporaryPassword.UsualLifetime),
            ["@false"] = false,
            ["@people"] = work.Db is SqliteDeskDb ? JsonSerializer.Serialize(people?.Select(id => id.ToString().ToUpperInvariant())) : (people ?? []).ToArray(),
        };
        var used = values.Where(value => sql.Contains(value.Key, StringComparison.Ordinal)).ToList();
        var numbered = used.Select((value, i) => (value.Key, Place: $"{{{i}}}")).Aggregate(sql, (text, value) => text.Replace(value.Key, value.Place, StringComparison.Ordinal));
        return await work.Db.Database.ExecuteSqlRawAsync(numbered, used.Select(value => value.Value), cancel);
    }
}
