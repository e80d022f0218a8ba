using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Mail.Templates;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Accounts;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail;

public sealed class ChoosingTheWordsOfMailsTests(Stages stage)
{
    public static TheoryData<MailKind, string> EveryTemplate => new(from kind in MailKinds.Templates from language in Languages.Spoken select (kind, language));

    [Theory, OnBothDatabases]
    public async Task A_mail_has_the_words_of_its_desk_or_else_of_the_site_or_else_its_own(DatabaseProvider database)
    {
        var (world, it) = await stage.OpenDeskAsync(database);
        await using var _ = world;
        var hr = await world.DeskAsync("HR", CustomerAccess.EveryoneMaySignUp);

        Assert.Equal("Welcome to IT desk", await SubjectAsync(world, it.Id));
        await SaveAsync(world, deskId: null, "Site: {desk}");
        Assert.Equal(("Site: IT desk", "Site: HR desk"), (await SubjectAsync(world, it.Id), await SubjectAsync(world, hr.Id)));
        await SaveAsync(world, it.Id, "IT: {name}");
        Assert.Equal(("IT: Karl", "Site: HR desk"), (await SubjectAsync(world, it.Id), await SubjectAsync(world, hr.Id)));
        Assert.Equal("Willkommen bei IT desk", await SubjectAsync(world, it.Id, "de"));

        Assert.True((await world.Get<MailTemplates>().ResetAsync(new(MailKind.Welcome, it.Id, "en"), by: world.Ada)).IsDone);
        Assert.Equal("Site: IT desk", await SubjectAsync(world, it.Id));
        Assert.True((await world.Get<MailTemplates>().ResetAsync(new(MailKind.Welcome, null, "en"), by: world.Ada)).IsDone);
        Assert.Equal("Welcome to IT desk", await SubjectAsync(world, it.Id));
    }

    [Theory, MemberData(nameof(EveryTemplate))]
    public async Task The_words_a_mail_has_of_its_own_can_be_saved_and_previewed(MailKind kind, string language)
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var place = new TemplatePlace(kind, null, language);
        var opened = (await world.Get<MailTemplates>().OpenAsync(place, by: world.Ada)).Done;

        var preview = (await world.Get<MailTemplates>().PreviewAsync(place, opened.Words, by: world.Ada)).Done;
        Assert.True((await world.Get<MailTemplates>().SaveAsync(place, opened.Words, opened.Version, by: world.Ada)).IsDone);

        Assert.DoesNotContain('{', preview.Subject + preview.Text + preview.Html[preview.Html.IndexOf("<body", StringComparison.Ordinal)..]);
        Assert.All(opened.Placeholders, placeholder => Assert.DoesNotContain($"({placeholder.Trim('{', '}')})", preview.Subject + preview.Text, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(kind.HasLink(), preview.Html.Contains("<a href=\"https://", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "Hello\n\n{link}", typeof(SubjectIsMissing))]
    [InlineData("Welcome", " \n ", typeof(TextIsMissing))]
    [InlineData("Welcome\r\nBcc: all@example.net", "Hello\n\n{link}", typeof(SubjectIsOneLine))]
    [InlineData("Welcome\u2028Bcc: all@example.net", "Hello\n\n{link}", typeof(SubjectIsOneLine))]
    [InlineData("Welcome\0", "Hello\n\n{link}", typeof(SubjectIsOneLine))]
    [InlineData("Welcome {nmae}", "Hello\n\n{link}", typeof(UnknownPlaceholder))]
    [InlineData("Welcome {link}", "Hello\n\n{link}", typeof(UnknownPlaceholder))]
    [InlineData("Welcome {0}", "Hello\n\n{link}", typeof(UnknownPlaceholder))]
    [InlineData("Welcome", "Hello {password}\n\n{link}", typeof(UnknownPlaceholder))]
    [InlineData("Welcome", "Hello {name\n\n{link}", typeof(UnknownPlaceholder))]
    [InlineData("Welcome", "Hello {name}", typeof(LinkIsMissing))]
    [InlineData("Welcome", "Hello\n\nhttps://evil.test/?{link}", typeof(LinkStandsAlone))]
    public async Task Words_that_would_break_the_mail_are_not_kept(string subject, string text, Type refusal)
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);

        Assert.IsType(refusal, (await world.Get<MailTemplates>().SaveAsync(Welcome, new MailWords(subject, text), version: 0, by: world.Ada)).Refusal);
        Assert.IsType(refusal, (await world.Get<MailTemplates>().PreviewAsync(Welcome, new MailWords(subject, text), by: world.Ada)).Refusal);

        Assert.Empty(await world.ReadAsync(db => db.MailTemplates.ToListAsync()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_name_puts_no_header_no_markup_and_no_link_into_a_mail(bool hasTemplate)
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        if (hasTemplate)
        {
            Assert.True((await world.Get<MailTemplates>().SaveAsync(Welcome, new MailWords("Hi {name} & {desk}", "<b>Hello</b> {name}\n\n{link}"), version: 0, by: world.Ada)).IsDone);
        }

        var mail = world.Get<MailWriting>().Write(MailKind.Welcome, To(), world.Now, new Uri("https://desk.test/portal/IT"), mailedLink: null, requestId: null,
            "IT\r\nBcc: all@example.net", "<img src=x> {link} {desk}");

        Assert.DoesNotContain(mail.Subject, char.IsControl);
        Assert.Contains("IT Bcc: all@example.net", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x&gt; { link } {desk}", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", mail.Html, StringComparison.Ordinal);
        Assert.Equal(2, mail.Html.Split("https://desk.test/portal/IT\"").Length);
    }

    [Fact]
    public async Task A_template_of_another_desk_is_nobodys_but_that_desks()
    {
        var (world, it) = await stage.OpenDeskAsync(DatabaseProvider.Sqlite);
        await using var _ = world;
        var hr = await world.DeskAsync("HR");
        var nora = await world.StaffAsync(hr, "nora@desk.test", DeskRole.Administrator);
        await SaveAsync(world, it.Id, "IT: {desk}");

        Assert.Equal("Welcome to HR desk", await SubjectAsync(world, hr.Id));
        Assert.Equal(new NotFound(), (await world.Get<MailTemplates>().OpenAsync(new(MailKind.Welcome, it.Id, "en"), by: nora)).Refusal);
        Assert.Equal(new NotFound(), (await world.Get<MailTemplates>().OpenAsync(new(MailKind.Welcome, Guid.NewGuid(), "en"), by: world.Ada)).Refusal);
        Assert.Equal(new NotFound(), (await world.Get<MailTemplates>().OpenAsync(new(MailKind.PasswordReset, it.Id, "en"), by: world.Ada)).Refusal);
        Assert.Equal(new NotFound(), (await world.Get<MailTemplates>().OpenAsync(new(MailKind.Welcome, null, "xx"), by: world.Ada)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task Of_two_who_save_the_second_is_told_and_each_change_is_kept_in_the_audit(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        await SaveAsync(world, deskId: null, "First");

        Assert.IsType<ChangedMeanwhile>((await world.Get<MailTemplates>().SaveAsync(Welcome, new MailWords("Second", "{link}"), version: 0, by: world.Ada)).Refusal);
        Assert.True((await world.Get<MailTemplates>().SaveAsync(Welcome, new MailWords("Second", "Hello\n\n{link}"), version: 1, by: world.Ada)).IsDone);

        var told = (await world.Get<AuditLog>().ReadAsync(new AuditFilter(What: Changes.MailTemplateChanged), null, by: world.Ada)).Done.Rows;
        Assert.Contains("The subject of the mail Welcome (en) was changed from \"First\" to \"Second\".", told.Select(row => row.Sentence(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory, OnBothDatabases]
    public async Task A_mail_that_is_switched_off_stands_in_the_outbox_and_leaves_nobody(DatabaseProvider database)
    {
        var (world, it) = await stage.OpenDeskAsync(database);
        await using var _ = world;
        Assert.True((await world.Get<MailTemplates>().SwitchAsync(MailKind.SignUpProof, it.Id, on: false, by: world.Ada)).IsDone);

        Assert.Null((await world.AskAsync("karl@example.com")).Done.Account);

        var row = Assert.Single((await world.Get<MailOutbox>().ListAsync(MailState.SwitchedOff, null, by: world.Ada)).Done.Rows);
        Assert.Equal((MailKind.SignUpProof, null), (row.Kind, row.NextTryAt));
        Assert.Empty(await world.ReadAsync(db => db.Outbox.Where(mail => mail.SealedLink != null || mail.NextTryAt != null).ToListAsync()));
        Assert.Empty((await world.Get<MailOutbox>().ListAsync(MailState.Failed, null, by: world.Ada)).Done.Rows);

        Assert.True((await world.Get<MailTemplates>().SwitchAsync(MailKind.SignUpProof, it.Id, on: true, by: world.Ada)).IsDone);
        await world.SignUpSecretAsync("karl@example.com");
    }

    [Fact]
    public async Task Who_is_deactivated_is_told()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var karl = await world.PersonAsync("karl@example.com", "Karl");

        Assert.True((await world.Get<UserDirectory>().DeactivateAsync(karl.AccountId!.Value, by: world.Ada)).IsDone);

        Assert.StartsWith("Hello Karl,\n\nyour account on ", (await world.ReadAsync(db => db.Outbox.SingleAsync(mail => mail.Kind == MailKind.AccountDeactivated))).Text, StringComparison.Ordinal);
    }

    private static TemplatePlace Welcome => new(MailKind.Welcome, null, "en");

    private static Recipient To(Guid? desk = null, string? language = null) => new(EmailAddress.Parse("karl@example.com"), Languages.CultureOf(language), DeskId: desk);

    private static async Task SaveAsync(World world, Guid? deskId, string subject) =>
        Assert.True((await world.Get<MailTemplates>().SaveAsync(new(MailKind.Welcome, deskId, "en"), new MailWords(subject, "Hello\n\n{link}"), version: 0, by: world.Ada)).IsDone);

    private static async Task<string> SubjectAsync(World world, Guid desk, string? language = null)
    {
        var name = await world.ReadAsync(db => db.Desks.Where(d => d.Id == desk).Select(d => d.Name).SingleAsync());
        return world.Get<MailWriting>().Write(MailKind.Welcome, To(desk, language), world.Now, new Uri("https://desk.test/"), mailedLink: null, requestId: null, name, "Karl").Subject;
    }
}
