using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Requests;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Audit;

public sealed class TellingWhatWasChangedTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task What_was_done_with_an_account_can_be_read(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var directory = world.Get<UserDirectory>();
        var nora = (await directory.CreateUserAsync(new NewUser("nora@desk.test", "Nora", new HashSet<Application>(), IsInvited: true), by: world.Ada)).Done;
        var mail = await world.ReadAsync(db => db.Outbox.Select(m => m.Id).SingleAsync());
        await StepAsync(world, () => world.Get<MailOutbox>().OpenAsync(mail, CultureInfo.InvariantCulture, by: world.Ada));
        await StepAsync(world, () => world.Get<MailOutbox>().SendAgainAsync(mail, by: world.Ada));
        var secret = await world.SecretMailedToAsync("nora@desk.test");
        await StepAsync(world, () => world.Get<AccountInvitations>().AcceptAsync(secret, "Nora", Good, by: Stranger));
        await StepAsync(world, () => directory.GiveSeatAsync(nora, Application.Team, by: world.Ada));
        await StepAsync(world, () => directory.TakeSeatAsync(nora, Application.Team, by: world.Ada));
        await StepAsync(world, () => directory.MakeSiteAdministratorAsync(nora, by: world.Ada));
        await StepAsync(world, () => directory.TakeSiteAdministratorAsync(nora, by: world.Ada));
        await StepAsync(world, () => directory.EndSessionsAsync(nora, by: world.Ada));
        await StepAsync(world, () => directory.DeactivateAsync(nora, by: world.Ada));
        await StepAsync(world, () => directory.ReactivateAsync(nora, by: world.Ada));

        Assert.Equal(
            [
                "An account was made.", "The person was invited to choose a password.",
                "A mail to nora@desk.test with a link in it was opened.",
                "A mail to nora@desk.test was sent again.",
                "A contact became an account by this way: an invitation.",
                "Access to Team was given.", "Access to Team was taken.",
                "The person was made a site administrator.", "The person is no longer a site administrator.",
                "All sessions of the person were ended.", "The account was deactivated.", "The account was reactivated.",
            ],
            await SentencesAsync(world));
    }

    [Theory, OnBothDatabases]
    public async Task What_was_done_with_requests_and_their_types_can_be_read(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var karl = await world.CustomerAsync(it, "karl@acme.test");
        var nora = await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent);
        await world.ChangeAsync(db => db.Audit.ExecuteDeleteAsync());
        var (paper, laptop) = (await world.TypeAsync(it, "Paper"), await world.TypeAsync(it, "Laptop"));
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await StepAsync(world, () => world.Get<RequestTypes>().OrderAsync(it.Id, [laptop.Id, paper.Id], by: world.Ada));
        var request = await world.RequestAsync(it, karl);
        await world.MoveAsync(request, RequestStatus.Resolved, nora);
        var now = await world.RowAsync(request.Id);
        await StepAsync(world, () => world.Get<AgentRequests>().AssignAsync(request.Id, nora.AccountId, now.Version, nora));

        Assert.Equal(
            [
                "Request type Laptop: made.", "Request type Paper: made.",
                "Request type Laptop, Paper: put in another order.",
                "The status of the request IT-1 was changed: Resolved (before: Open).", "The assignee of the request IT-1 was changed: nora@desk.test (before: nobody).",
            ],
            await SentencesAsync(world));
    }

    private static async Task StepAsync<T>(World world, Func<Task<Outcome<T>>> step)
    {
        world.Clock.Advance(TimeSpan.FromMinutes(1)); // what comes later has a later id
        Assert.Null((await step()).Refusal);
    }

    // Oldest first; those of one moment by the alphabet.
    private static Task<List<string>> SentencesAsync(World world) => world.ReadAsync(async db =>
    {
        var names = await db.Accounts.ToDictionaryAsync(account => account.Id, account => account.FullName);
        return (await db.Audit.ToListAsync()).Select(entry => (entry.At, Sentence: entry.Sentence(CultureInfo.InvariantCulture, names))).Order().Select(entry => entry.Sentence).ToList();
    });
}
