using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Benchmarks.Stage;
using ServiceDesk.Domain;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Benchmarks;

/// <summary>
/// 1,000 people invited at once, from the pasted text to the last mail committed to the outbox (aim: 5 s). Asked of the domain itself, in this
/// process. A tenth of the people have an account and are added, a tenth are contacts; a second round renews what the first has sent.
/// </summary>
internal static class InviteBenchmark
{
    private const int People = 1_000;

    public static async Task RunAsync()
    {
        Console.WriteLine("| database | read and previewed | invited | sent again |");
        Console.WriteLine("| --- | --- | --- | --- |");
        await BothDatabases.EachAsync((options, _) => MeasureAsync(options));
    }

    private static async Task MeasureAsync(DatabaseOptions options)
    {
        await using var services = new ServiceCollection().AddLogging()
            .AddSingleton(Microsoft.Extensions.Options.Options.Create(options))
            .AddServiceDesk(options, "")
            .AddSingleton<ILinkSeal>(new KeyOfItsOwn())
            .AddSingleton(new SiteLinks(() => new Uri("https://desk.example/")))
            .Configure<LimitsOptions>(limits => limits.InvitationsPerAccount = 0)
            .BuildServiceProvider();
        await services.GetRequiredService<DeskMigration>().RunAsync();
        var database = services.GetRequiredService<DeskDatabase>();
        var (desk, by) = await FirstPeopleAsync(database);
        var invitations = services.GetRequiredService<CustomerInvitations>();
        async Task<int> InviteAsync(string name, int count) =>
            (await invitations.InviteAsync(desk, new(TypedAddresses.Read(Text(name, count)), "Please raise your requests here.", IsOpenExpected: true), progress: null, by)).Done.Count(line => line.IsMailed);
        await InviteAsync("warmup", 300);

        var preview = await TimeAsync(async () => (await invitations.PreviewAsync(desk, TypedAddresses.Read(Text("person", People)), by)).Done.Lines.Count, People);
        var invited = await TimeAsync(() => InviteAsync("person", People), People);
        await using (var db = database.Open())
        {
            await db.Invitations.ExecuteUpdateAsync(set => set.SetProperty(invitation => invitation.SentAt, TimeProvider.System.Now() - TimeSpan.FromDays(1)));
        }

        var again = await TimeAsync(() => InviteAsync("person", People), People - (People / 10));
        Console.WriteLine($"| {options.Provider} | {preview:0.00} s | {invited:0.00} s | {again:0.00} s |");
    }

    private static string Text(string name, int count) => string.Join('\n', Enumerable.Range(0, count).Select(n => $"Some Body {n} <{name}{n}@company{n % 40}.example>"));

    private static async Task<(Guid Desk, Actor By)> FirstPeopleAsync(DeskDatabase database)
    {
        var now = TimeProvider.System.Now();
        await using var db = database.Open();
        var desk = Desk.Open("IT", "IT", now);
        var ada = Account.Make(EmailAddress.Parse("ada@desk.example"), "Ada", now);
        ada.IsSiteAdministrator = true;
        db.AddRange(desk, ada);
        for (var n = 0; n < People; n += 5)
        {
            var known = Account.Make(EmailAddress.Parse($"person{n}@company{n % 40}.example"), $"Some Body {n}", now);
            known.Password = n % 2 == 0 ? PasswordKind.Own : PasswordKind.None;
            db.Add(known);
        }

        await db.SaveChangesAsync();
        return (desk.Id, Actor.Person(ada.Id, null));
    }

    private static async Task<double> TimeAsync(Func<Task<int>> work, int expected)
    {
        var watch = Stopwatch.StartNew();
        var done = await work();
        var seconds = watch.Elapsed.TotalSeconds;
        return done == expected ? seconds : throw new InvalidOperationException($"{done} instead of {expected}.");
    }

    private sealed class KeyOfItsOwn : ILinkSeal
    {
        private readonly IDataProtector _protector = new EphemeralDataProtectionProvider().CreateProtector("links");

        public byte[] Seal(string link) => _protector.Protect(Encoding.UTF8.GetBytes(link));

        public string? Open(byte[] sealedLink) => Encoding.UTF8.GetString(_protector.Unprotect(sealedLink));
    }
}
