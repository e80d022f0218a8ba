using Bunit;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Blazor.Requests;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Mail.Incoming;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Requests.RequestStories;

namespace ServiceDesk.Tests.Requests;

/// <summary>A request as staff sees it, and as its customer does.</summary>
public sealed class RequestPagesTests(Stages stage)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task An_internal_note_looks_different_from_a_reply_and_reaches_no_customers_page()
    {
        await using var world = await stage.LiveWorldAsync();
        var (it, nora, karl) = await QueuePageTests.PeopleAsync(world);
        var request = await world.RequestAsync(it, karl);
        await world.NoteAsync(request, nora, "He always says so.");
        await world.ReplyAsync(request, nora, "It is on its way.");

        await using (var byAgent = Seen.By(nora, world))
        {
            var page = byAgent.Show<AgentRequestPage>(("DeskKey", "IT"), ("Key", "IT-1"));
            page.WaitForAssertion(() => Assert.Contains("It is on its way.", page.Text(), StringComparison.Ordinal), Soon);
            var note = Assert.Single(page.FindAll(".message.internal"));
            Assert.Contains("Internal note", note.TextContent, StringComparison.Ordinal);
            Assert.Contains("He always says so.", note.TextContent, StringComparison.Ordinal);
        }

        await using var byCustomer = Seen.By(karl, world);
        var own = byCustomer.Show<CustomerRequestPage>(("Key", "IT-1"));
        own.WaitForAssertion(() => Assert.Contains("It is on its way.", own.Text(), StringComparison.Ordinal), Soon);
        Assert.DoesNotContain("always", own.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("nternal", own.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_came_by_mail_says_so_and_staff_alone_is_told_what_nobody_vouches_for_what_it_belongs_with_and_that_mail_comes_back()
    {
        await using var world = await stage.LiveWorldAsync();
        var desk = await world.MailDeskAsync();
        var nora = await world.StaffAsync(desk, "nora@desk.test", DeskRole.Agent);
        var karl = await world.CustomerAsync(desk, "karl@example.org", "Karl");
        await world.RequestAsync(desk, karl);
        var mail = await world.ComesAsync(desk, new Letter("Carl <carl@example.org>", Subject: "IT-1", Text: "Nor here."));
        await world.TakePartAsync(await world.RowAsync(mail.Id), karl);
        await world.EditAsync(Actor.Person((await world.RowAsync(mail.Id)).ReporterId, null), account => account.Bounce("5.1.1 No such user", world.Now));

        await using (var byAgent = Seen.By(nora, world))
        {
            var page = byAgent.Show<AgentRequestPage>(("DeskKey", "IT"), ("Key", "IT-2"));
            page.WaitForAssertion(() => Assert.Contains("Nor here.", page.Text(), StringComparison.Ordinal), Soon);
            Assert.Contains("by e-mail Unverified", page.Text(), StringComparison.Ordinal);
            Assert.Contains("mail came back", page.Text(), StringComparison.Ordinal);
            Assert.Contains("5.1.1 No such user", page.Text(), StringComparison.Ordinal);
            Assert.Equal("/desks/IT/requests/IT-1", page.FindAll(".facts a").Single(link => link.TextContent == "IT-1").GetAttribute("href"));
            Assert.Equal($"/desks/mail/{mail.Id}/original", page.FindAll("a").Single(link => link.TextContent == "Original").GetAttribute("href"));
        }

        await using var byCustomer = Seen.By(karl, world);
        var own = byCustomer.Show<CustomerRequestPage>(("Key", "IT-2"));
        own.WaitForAssertion(() => Assert.Contains("by e-mail", own.Text(), StringComparison.Ordinal), Soon);
        Assert.All(["unverified", "came back", "5.1.1", "Linked to", "Original"], hidden => Assert.DoesNotContain(hidden, own.Markup, StringComparison.OrdinalIgnoreCase));
        await own.InvokeAsync(() => own.Button("Show whole message").ClickAsync(new()));
        own.WaitForAssertion(() => Assert.Equal($"/portal/mail/{mail.Id}/whole", own.Find("iframe").GetAttribute("src")), Soon);
        Assert.Equal("allow-popups allow-popups-to-escape-sandbox", own.Find("iframe").GetAttribute("sandbox"));
    }

    [Fact]
    public async Task A_collaborator_is_offered_notes_alone()
    {
        await using var world = await stage.LiveWorldAsync();
        var (it, _, karl) = await QueuePageTests.PeopleAsync(world);
        await world.RequestAsync(it, karl);
        await using var seen = Seen.By(await world.StaffAsync(it, "cora@desk.test", DeskRole.Collaborator), world);

        var page = seen.Show<AgentRequestPage>(("DeskKey", "IT"), ("Key", "IT-1"));

        page.WaitForAssertion(() => Assert.Equal(["Add internal note", "No more mails"], page.Buttons()), Soon);
        Assert.Empty(page.FindAll("#status, #assignee"));
    }

    [Fact]
    public async Task A_reply_that_crosses_another_change_is_told_kept_and_can_be_sent_again()
    {
        await using var world = await stage.LiveWorldAsync();
        var (it, nora, karl) = await QueuePageTests.PeopleAsync(world);
        var request = await world.RequestAsync(it, karl);
        await using var seen = Seen.By(nora, world);
        var page = seen.Show<AgentRequestPage>(("DeskKey", "IT"), ("Key", "IT-1"));
        page.WaitForElement("textarea", Soon);
        // Another node's change, whose news have not come yet.
        await world.ChangeAsync(async db =>
        {
            db.Comments.Add(new Comment { Id = Guid.CreateVersion7(), RequestId = request.Id, AuthorId = karl.AccountId!.Value, IsInternal = false, Text = "Found some!", WrittenAt = world.Now });
            (await db.Requests.AsTracking().SingleAsync()).ChangedAt = world.Now;
        });

        await page.Labelled("Comment").ChangeAsync(new() { Value = "Which printer?" });
        await page.Button("Reply").ClickAsync(new());

        Assert.Contains("your reply was not sent", page.Find("#answer-problem").TextContent, StringComparison.Ordinal);
        Assert.Contains("Found some!", page.Text(), StringComparison.Ordinal);
        Assert.Equal("Which printer?", page.Labelled("Comment").GetAttribute("value"));
        await page.Button("Reply").ClickAsync(new());
        Assert.Equal("", page.Find("#answer-problem").TextContent);
        Assert.Equal(2, await world.ReadAsync(db => db.Comments.CountAsync()));
    }

    [Fact]
    public async Task A_reply_and_a_status_chosen_right_after_it_are_both_done()
    {
        await using var world = await stage.LiveWorldAsync();
        var (it, nora, karl) = await QueuePageTests.PeopleAsync(world);
        var request = await world.RequestAsync(it, karl);
        await using var seen = Seen.By(nora, world);
        var page = seen.Show<AgentRequestPage>(("DeskKey", "IT"), ("Key", "IT-1"));
        page.WaitForElement("textarea", Soon);
        await page.Labelled("Comment").ChangeAsync(new() { Value = "Which printer?" });

        var reply = page.Button("Reply").ClickAsync(new());
        var status = page.Labelled("Status").ChangeAsync(new() { Value = nameof(RequestStatus.WaitingForCustomer) });
        await Task.WhenAll(reply, status);

        Assert.Equal(["The status is now: Waiting for customer."], seen.Notices);
        Assert.Equal(RequestStatus.WaitingForCustomer, (await world.RowAsync(request.Id)).Status);
        Assert.Equal(1, await world.ReadAsync(db => db.Comments.CountAsync()));
    }

    [Fact]
    public async Task A_request_under_another_desks_address_is_not_there()
    {
        await using var world = await stage.LiveWorldAsync();
        var (it, nora, karl) = await QueuePageTests.PeopleAsync(world);
        await world.RequestAsync(it, karl);
        await world.DeskAsync("HR");
        await using var seen = Seen.By(nora, world);

        var page = seen.Show<AgentRequestPage>(("DeskKey", "HR"), ("Key", "IT-1"));

        page.WaitForAssertion(() => Assert.Contains("There is nothing here", page.Text(), StringComparison.Ordinal), Soon);
    }

    [Fact]
    public async Task Request_types_are_made_edited_ordered_archived_and_offered_again_in_the_settings()
    {
        await using var world = await stage.LiveWorldAsync();
        var (it, _, _) = await QueuePageTests.PeopleAsync(world);
        await world.TypeAsync(it, "Paper");
        await using var seen = Seen.By(world.Ada, world);
        var section = seen.Show<Blazor.Requests.RequestTypes>(("DeskId", it.Id));
        section.WaitForAssertion(() => Assert.Contains("Paper", section.Text(), StringComparison.Ordinal), Soon);

        await section.InvokeAsync(() => section.Button("Add request type").ClickAsync(new()));
        await section.InvokeAsync(() => section.Find("form").SubmitAsync());
        Assert.Equal("Please give the request type a name.", section.Find("#type-problem").TextContent);
        await section.InvokeAsync(() => section.Labelled("Name").ChangeAsync(new() { Value = "Laptop" }));
        await section.InvokeAsync(() => section.Find("input[value=computer]").ChangeAsync(new() { Value = "computer" }));
        await section.InvokeAsync(() => section.Find("form").SubmitAsync());
        await section.InvokeAsync(() => section.Button("Move Laptop up").ClickAsync(new()));
        await section.InvokeAsync(() => section.Button("Archive Paper").ClickAsync(new()));
        section.WaitForAssertion(() => Assert.Equal(["Paper is archived: it is no longer offered."], seen.Notices));

        var types = (await world.Get<Domain.Requests.RequestTypes>().ListAsync(it.Id, world.Ada)).Done;
        Assert.Equal([("Laptop", "computer", true), ("Paper", "plus", false)], types.Select(type => (type.Name, type.Icon, type.ArchivedAt is null)));
        await section.InvokeAsync(() => section.Button("Offer Paper again").ClickAsync(new()));
        await section.InvokeAsync(() => section.Button("Edit Paper").ClickAsync(new()));
        await section.InvokeAsync(() => section.Labelled("Name").ChangeAsync(new() { Value = "laptop" }));
        await section.InvokeAsync(() => section.Find("form").SubmitAsync());
        Assert.Equal("There already is a request type \"laptop\".", section.Find("#type-problem").TextContent);
    }

    [Fact]
    public async Task A_browser_that_goes_before_it_answers_is_no_failure()
    {
        await using var world = await stage.LiveWorldAsync();
        var (it, nora, karl) = await QueuePageTests.PeopleAsync(world);
        await world.RequestAsync(it, karl);
        await using var seen = Seen.By(nora, world);
        var keeper = seen.Script.SetupModule("./drafts.js").SetupModule("open", _ => true);
        keeper.SetupVoid("listen").SetVoidResult();
        var close = keeper.SetupVoid("close").SetCanceled();
        var page = seen.Show<AgentRequestPage>(("DeskKey", "IT"), ("Key", "IT-1"));
        page.WaitForAssertion(() => Assert.Single(keeper.Invocations["kept"]), Soon);

        await seen.LeaveAsync();

        Assert.Single(close.Invocations);
    }

    [Fact]
    public void Every_icon_of_a_type_is_drawn() =>
        Assert.Subset(new HashSet<string>(Blazor.Ui.Icon.Names), new HashSet<string>(RequestIcons.All));

    [Fact]
    public async Task What_was_sent_from_the_same_form_in_another_tab_does_not_swallow_this()
    {
        await using var world = await stage.LiveWorldAsync();
        var (it, _, karl) = await QueuePageTests.PeopleAsync(world);
        var request = await world.RequestAsync(it, karl);
        var comment = Comment(request, "One");
        var requests = world.Get<CustomerRequests>();

        Assert.Null((await requests.CommentAsync(comment, karl)).Refusal);
        Assert.Null((await requests.CommentAsync(comment, karl)).Refusal);
        Assert.IsType<SentBefore>((await requests.CommentAsync(comment with { Text = "Two" }, karl)).Refusal);
        var form = new NewRequest(request.Id, "IT", request.TypeId, "Another", "", []);
        Assert.IsType<SentBefore>((await requests.RaiseAsync(form, karl)).Refusal);
    }
}
