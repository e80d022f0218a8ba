using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using ServiceDesk.Blazor.Shell;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Collectors;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Shell;

/// <summary>What a person may not see answers like what does not exist (design.md 2.8), with the status too.</summary>
public sealed class HiddenPagesTests(Stages stage)
{
    // Pages behind the log-in that show each person their own: there is nothing to hide.
    private static readonly Type[] ForEverybody = [typeof(StartPage), typeof(Blazor.Requests.MyRequests)];

    [Fact]
    public async Task Each_person_gets_the_pages_that_are_there_for_them_and_else_what_a_wrong_address_gets()
    {
        await using var site = await ServedSite.StartAsync(await stage.Databases.CreateAsync(DatabaseProvider.Sqlite));
        var it = await site.DeskAsync("IT");
        var hr = await site.DeskAsync("HR");
        var karl = await site.CustomerAsync(it, "karl@kunde.test");
        var nora = await site.StaffAsync(it, "nora@desk.test", DeskRole.Agent);
        var olga = await site.StaffAsync(hr, "olga@desk.test", DeskRole.Administrator);
        var made = await site.Get<RequestTypes>().MakeAsync(it.Id, new RequestTypeForm("Ask a question", "", RequestIcons.Default), by: site.Ada);
        Assert.True((await site.Get<CustomerRequests>().RaiseAsync(new NewRequest(Guid.CreateVersion7(), "IT", made.Done, "No paper", "", []), by: karl)).IsDone);
        var collector = (await site.Get<DeskCollectors>().MakeAsync(it.Id, new CollectorForm("Shop", null, ""), by: site.Ada)).Done;
        string[] admin = ["/admin/configuration", "/admin/desks", "/admin/users", $"/admin/users/{karl.AccountId}", "/admin/licence", "/admin/mail", "/admin/mail/templates", "/admin/audit", "/admin/audit.csv", "/admin/address-rules", "/admin/door-log"];
        string[] setting = ["/desks/IT/people/agents", "/desks/IT/settings", "/desks/IT/mail", "/desks/IT/webhooks", "/desks/IT/audit", "/desks/IT/audit.csv", "/desks/IT/people/door-log", "/desks/IT/people/customers/import", "/desks/IT/collectors", $"/desks/IT/collectors/{collector}"];
        string[] serving = ["/desks/IT/people/customers", "/desks/IT/queues", "/desks/IT/create", "/desks/IT/requests/IT-1"];
        string[] portal = ["/portal/IT", $"/portal/IT/create/{made.Done}"];
        string[] own = ["/portal/requests/IT-1"];
        string[] nobodys = [$"/desks/HR/collectors/{collector}", $"/desks/IT/collectors/{Guid.NewGuid()}", $"/admin/users/{Guid.NewGuid()}", "/desks/NO/queues", "/desks/NO/create", "/desks/NO/audit", "/desks/NO/audit.csv", "/desks/NO/people/door-log", "/desks/IT/requests/IT-9", "/desks/HR/requests/IT-1", "/portal/NO", "/portal/requests/IT-9", $"/portal/IT/create/{Guid.NewGuid()}", "/nowhere"];
        string[] all = [.. admin, .. setting, .. serving, .. portal, .. own, .. nobodys];

        await ThereForAsync(site, site.Ada, all, [.. admin, .. setting, "/desks/IT/people/customers"]);
        await ThereForAsync(site, nora, all, [.. serving, .. portal]);
        await ThereForAsync(site, olga, all, []);
        await ThereForAsync(site, karl, all, [.. portal, .. own]);
    }

    [Fact]
    public void Every_page_behind_the_log_in_is_asked_about_or_there_for_everybody()
    {
        var pages = typeof(HiddenPages).Assembly.GetTypes()
            .Where(type => type.GetCustomAttributes(typeof(RouteAttribute), inherit: false).Length > 0 && type.GetCustomAttributes(typeof(AuthorizeAttribute), inherit: true).Length > 0);

        Assert.Empty(pages.Except(ForEverybody).Except(HiddenPages.Questions.Keys));
    }

    private static async Task ThereForAsync(ServedSite site, Actor person, string[] paths, string[] expected)
    {
        using var client = await site.ClientAsync(person);
        var there = new List<string>();
        foreach (var path in paths)
        {
            using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.NotFound });
            if (answer.StatusCode is HttpStatusCode.OK)
            {
                there.Add(path);
            }
        }

        Assert.Equal(expected, there);
    }
}
