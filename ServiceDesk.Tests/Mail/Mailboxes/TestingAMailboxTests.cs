using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Domain.Mail.Mailboxes;
using ServiceDesk.Domain.Mail.Wire;
using ServiceDesk.Tests.Mail.Incoming;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail.Mailboxes;

public sealed class TestingAMailboxTests(Stages stage, SharedDovecot mailboxes)
{
    [Fact]
    public async Task Each_step_is_told_in_the_servers_words_and_nothing_is_changed()
    {
        var server = await mailboxes.ServerAsync();
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.DeskAsync("IT");
        server.Deliver("trial", new Letter("kim@kunde.test").Raw);
        var before = await Snapshot.TakeAsync(world);

        var steps = (await world.Get<MailboxTrials>().TestAsync(server.MailboxOf(desk, "trial"), by: world.Ada)).Done;

        Assert.Equal([TrialStep.Connect, TrialStep.LogIn, TrialStep.ListFolders, TrialStep.OpenFolder], steps.Select(step => step.Step));
        Assert.Matches("Dovecot.* ready", steps[0].Words);
        Assert.Equal(("Logged in", "INBOX", "1"), (steps[1].Words, steps[2].Words, steps[3].Words));
        Assert.All(steps, step => Assert.Null(step.Fault));
        Assert.Equal(before, await Snapshot.TakeAsync(world));
        await server.HoldsAsync("trial", "INBOX", 1);
    }

    [Fact]
    public async Task The_step_that_fails_is_the_last_and_what_is_kept_is_tried_where_nothing_was_typed()
    {
        var server = await mailboxes.ServerAsync();
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.DeskAsync("IT");
        var form = server.MailboxOf(desk, "trial-fails");
        await world.SaveAsync(form);

        Assert.Null((await LastAsync(world, form with { Password = "" })).Fault);
        Assert.Equal(new TriedStep(TrialStep.LogIn, "[AUTHENTICATIONFAILED] Authentication failed.", WireFault.LoginRefused), await LastAsync(world, form with { Password = "wrong" }));
        var folder = await LastAsync(world, form with { Folder = "Nowhere" });
        Assert.Equal((TrialStep.OpenFolder, WireFault.Refused), (folder.Step, folder.Fault));
        Assert.Contains("Mailbox doesn't exist: Nowhere", folder.Words, StringComparison.Ordinal);
        var certificate = await LastAsync(world, form with { Thumbprint = "" });
        Assert.Equal((TrialStep.Connect, WireFault.NotTrusted), (certificate.Step, certificate.Fault));
        Assert.Contains(form.Thumbprint, certificate.Words, StringComparison.Ordinal);
        Assert.Equal(WireFault.Unreachable, (await LastAsync(world, form with { Port = 1, Password = "right" })).Fault);
    }

    [Fact]
    public async Task A_site_that_allows_no_private_addresses_goes_to_none()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite, services => services
            .AddSingleton(TimeProvider.System).AddSingleton(Options.Create(new IncomingOptions { AllowPrivateHosts = false })));
        var desk = await world.DeskAsync("IT");
        await using var server = new ScriptedServer("S: * OK hello", "...");

        var step = await LastAsync(world, new MailboxForm(desk.Id) { Host = "localhost", Port = server.Port, Security = WireSecurity.None, User = "u", Password = "p" });
        Assert.Equal((TrialStep.Connect, WireFault.NotAllowed), (step.Step, step.Fault));
        var byToken = await LastAsync(world, new MailboxForm(desk.Id) { Host = "localhost", Login = MailboxLogin.ClientCredentials, TokenUrl = "https://localhost/token", ClientId = "c", ClientSecret = "s", User = "u" });
        Assert.Equal((TrialStep.Connect, WireFault.NotAllowed), (byToken.Step, byToken.Fault));
    }

    [Fact]
    public async Task Who_tests_too_often_has_to_wait_and_what_was_not_tried_does_not_count()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite, services => services
            .AddSingleton(Options.Create(new IncomingOptions { AllowPrivateHosts = false })).Configure<LimitsOptions>(limits => limits.MailboxTestsPerAccount = 2));
        var desk = await world.DeskAsync("IT");
        var dora = await world.StaffAsync(desk, "dora@desk.test", DeskRole.Administrator);
        var (trials, form) = (world.Get<MailboxTrials>(), new MailboxForm(desk.Id) { Host = "localhost", User = "u", Password = "p" });

        for (var tried = 0; tried < 2; tried++)
        {
            Assert.IsType<MailboxIsIncomplete>((await trials.TestAsync(form with { Host = "" }, by: dora)).Refusal);
            Assert.True((await trials.TestAsync(form, by: dora)).IsDone);
        }

        Assert.Equal(60, Assert.IsType<TooManyMailboxTests>((await trials.TestAsync(form, by: dora)).Refusal).Minutes);
        Assert.True((await trials.TestAsync(form, by: world.Ada)).IsDone);
        world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True((await trials.TestAsync(form, by: dora)).IsDone);
    }

    [Theory]
    [InlineData("10.1.2.3", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.20.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.1.2.3", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("64:ff9b::a01:203", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("2606:4700::1111", true)]
    public void Addresses_of_a_house_are_told_from_those_of_the_internet(string address, bool isPublic) => Assert.Equal(isPublic, PublicAddresses.IsPublic(IPAddress.Parse(address)));

    private static async Task<TriedStep> LastAsync(World world, MailboxForm form) => (await world.Get<MailboxTrials>().TestAsync(form, by: world.Ada)).Done[^1];
}
