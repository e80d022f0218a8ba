using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Requests;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail;

public sealed class WritingInTheReadersLanguageTests(Stages stage)
{
    private static readonly Actor GermanStranger = Actor.Stranger("192.0.2.44") with { Language = "de" };

    [Theory]
    [InlineData(null, "de", "Wählen Sie ein neues Passwort")]
    [InlineData(null, "en", "Choose a new password")]
    [InlineData(null, null, "Choose a new password")]
    [InlineData("en", "de", "Choose a new password")]
    [InlineData("de", "en", "Wählen Sie ein neues Passwort")]
    public async Task The_language_chosen_counts_before_the_one_it_was_asked_for_in(string? chosen, string? askedIn, string subject)
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var karl = await world.PersonAsync("karl@example.net");
        await world.ChangeAccountAsync(karl, account => account.Language = chosen);

        Assert.True((await world.Get<PasswordResets>().AskAsync("karl@example.net", Actor.Stranger("192.0.2.44") with { Language = askedIn })).IsDone);

        Assert.Equal(subject, await SubjectAsync(world, MailKind.PasswordReset));
    }

    [Theory]
    [InlineData(null, "answered your request", "<html lang=\"en\">")]
    [InlineData("de", "hat auf Ihre Anfrage", "<html lang=\"de\">")]
    public async Task An_agents_reply_is_wrapped_in_the_customers_language_not_in_the_agents(string? language, string text, string html)
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var desk = await world.DeskAsync("IT");
        var karl = await world.CustomerAsync(desk, "karl@example.net");
        await world.ChangeAccountAsync(karl, account => account.Language = language);
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent);
        var request = await world.RequestAsync(desk, karl);

        await world.ReplyAsync(request, nora with { Language = language is null ? "de" : "en" });

        var mail = await world.ReadAsync(db => db.Outbox.SingleAsync(m => m.Kind == MailKind.PublicReply));
        Assert.Contains(text, mail.Text, StringComparison.Ordinal);
        Assert.Contains(html, mail.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de", "de")]
    [InlineData("en", null)]
    [InlineData("klingon", null)]
    [InlineData(null, null)]
    public async Task Who_signs_up_in_another_language_than_the_sites_is_written_to_in_it_from_then_on(string? cameIn, string? kept)
    {
        var (world, _) = await stage.OpenDeskAsync(DatabaseProvider.Sqlite);
        await using var __ = world;
        var secret = await world.SignUpSecretAsync("karl@example.net");

        Assert.True((await world.FinishAsync(secret, by: SignUpStories.Stranger with { Language = cameIn })).IsDone);

        Assert.Equal(kept, (await world.AccountAsync("karl@example.net")).Language);
    }

    [Fact]
    public async Task A_desk_begins_with_request_types_in_the_language_of_who_made_it()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);

        Assert.True((await world.Get<ServiceDesks>().MakeAsync("IT", "IT-Hilfe", world.Ada with { Language = "de" })).IsDone);

        Assert.Contains("Ein Problem melden", await world.ReadAsync(db => db.RequestTypes.Select(type => type.Name).ToListAsync()));
    }

    [Fact]
    public async Task A_stranger_who_registers_is_asked_for_the_proof_in_the_language_of_the_form()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        await world.ChangeAsync(async db =>
        {
            var site = await db.Site.AsTracking().SingleAsync();
            site.Choose(SiteMode.Public, world.Ada.AccountId!.Value, world.Now);
            site.GivesServiceDeskByDefault = true;
        });

        Assert.True((await world.Get<SiteRegistrations>().AskAsync("karl@example.net", "Karl", password: null, by: GermanStranger)).IsDone);

        Assert.Equal("Bestätigen Sie Ihre Adresse", await SubjectAsync(world, MailKind.RegistrationProof));
    }

    private static Task<string> SubjectAsync(World world, MailKind kind) => world.ReadAsync(db => db.Outbox.Where(mail => mail.Kind == kind).Select(mail => mail.Subject).SingleAsync());
}
