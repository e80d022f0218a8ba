using Bunit;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Accounts;

/// <summary>That mail to somebody came back is not held against their address for ever.</summary>
public sealed class MailThatCameBackTests(Stages stage)
{
    private const string Address = "karl@acme.test";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Theory, OnBothDatabases]
    public async Task Who_follows_a_link_mailed_there_shows_that_mail_arrives(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await world.PersonWithPasswordAsync(Address);
        await world.Get<PasswordResets>().AskAsync(Address, by: Stranger);
        await world.ChangeAccountAsync(karl, account => account.Bounce("5.2.2 The mailbox is full", world.Now));

        Assert.True((await world.Get<PasswordResets>().ResetAsync(await world.SecretMailedToAsync(Address), Better, by: Stranger)).IsDone);

        Assert.Equal((null, null), (await world.AccountAsync(karl) is var account ? (account.MailBouncedAt, account.MailBounceWords) : default));
    }

    [Theory, OnBothDatabases]
    public async Task An_administrator_takes_the_mark_off_which_is_audited_once(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await world.PersonAsync(Address);
        await world.ChangeAccountAsync(karl, account => account.Bounce("5.2.2 The mailbox is full", world.Now));

        Assert.IsType<NotFound>((await world.Get<UserDirectory>().TakeMailAgainAsync(karl.AccountId!.Value, by: karl)).Refusal);
        Assert.NotNull((await world.AccountAsync(karl)).MailBouncedAt);
        for (var times = 0; times < 2; times++)
        {
            Assert.True((await world.Get<UserDirectory>().TakeMailAgainAsync(karl.AccountId.Value, by: world.Ada)).IsDone);
        }

        Assert.Null((await world.Get<UserDirectory>().FindAsync(karl.AccountId.Value, by: world.Ada)).Done.Bounce);
        Assert.Equal([Changes.MailArrivesAgain], await world.AuditOfAsync(karl.AccountId.Value));
    }

    [Fact]
    public async Task The_button_for_it_stands_beside_the_mark_and_goes_with_it()
    {
        await using var world = await stage.LiveWorldAsync();
        var karl = await world.PersonAsync(Address);
        await world.ChangeAccountAsync(karl, account => account.Bounce("5.2.2 The mailbox is full", world.Now));
        await using var seen = Seen.By(world.Ada, world);
        var page = seen.Show<UserPage>((nameof(UserPage.Id), karl.AccountId));
        page.WaitForAssertion(() => Assert.Contains("5.2.2 The mailbox is full", page.Text(), StringComparison.Ordinal), Soon);

        await page.InvokeAsync(() => page.Button("Mail arrives again").ClickAsync(new()));

        page.WaitForAssertion(() => Assert.DoesNotContain("mail came back", page.Text(), StringComparison.Ordinal), Soon);
        Assert.DoesNotContain("Mail arrives again", page.Buttons());
        Assert.Null(await world.ReadAsync(db => db.Accounts.Where(account => account.Id == karl.AccountId).Select(account => account.MailBouncedAt).SingleAsync()));
    }
}
