using ServiceDesk.Benchmarks.KillMail;
using ServiceDesk.Benchmarks.Stage;
using ServiceDesk.Domain.Data;
using ServiceDesk.Tests.Mail.Incoming;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail;

/// <summary>The benchmark <c>kill-mail</c> in small: the site as its own process, killed while letters come and mails leave.</summary>
public sealed class KillingTheSiteTests(Stages stage) : IDisposable
{
    // As many mails as are handed over at once can have left when it dies, and leave again.
    private const int MostUnderWay = 4;
    private const int LettersOfALife = 12;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("servicedesk-killed-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, false, 2)]
    [InlineData(DatabaseProvider.Postgres, false, 1)]
    [InlineData(DatabaseProvider.Sqlite, true, 1)]
    [InlineData(DatabaseProvider.Postgres, true, 1)]
    public async Task Every_letter_becomes_one_thing_and_every_mail_leaves_however_often_the_site_is_killed(DatabaseProvider provider, bool byImap, int kills)
    {
        var plan = new KillPlan(kills, Letters: kills * LettersOfALife);
        var database = await stage.Databases.CreateAsync(provider);
        await using var world = new World(database);
        await world.SetUpAsync();
        var token = "";
        var desk = await world.MailDeskAsync(channel: row => token = row.MakeToken(world.Ada.AccountId!.Value, world.Now));
        await using var sink = new MailSink();
        await using ILetterWay way = byImap ? await ImapWay.OpenAsync(await SharedDovecot.StartOneAsync(), world.Get<DeskDatabase>(), desk.Id) : new GateWay(desk.Key, token);
        await using var site = new MortalSite(SiteProcess.Program, _folder.FullName, [$"--Database:Provider={provider}", $"--Database:ConnectionString={database.ConnectionString}", .. sink.Settings]);

        var figures = await new KilledMail(world.Get<DeskDatabase>(), site, way, sink, plan).RunAsync(TestContext.Current.CancellationToken);

        Assert.Empty(figures.Wrong);
        Assert.Equal(plan.Letters, figures.Requests + figures.Comments);
        Assert.NotEqual(0, figures.Comments);
        Assert.InRange(figures.LeftAgain.Count, 0, plan.Kills * MostUnderWay);
    }
}
