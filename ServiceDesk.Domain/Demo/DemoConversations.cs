using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Requests;

namespace ServiceDesk.Domain.Demo;

/// <summary>Writes a desk's requests of the past weeks, in every status, with what was said. Always the same, but for the hour it was made.</summary>
internal sealed class DemoConversations(DeskDb db, Desk desk, DateTimeOffset now)
{
    private static readonly RequestStatus[] Statuses = Enum.GetValues<RequestStatus>();

    /// <summary>Writes them, the oldest first.</summary>
    public void Write(IReadOnlyList<(string Summary, string Description)> texts, IReadOnlyList<Account> customers, IReadOnlyList<Account> agents, TimeSpan between)
    {
        var types = db.RequestTypes.Local.Where(type => type.DeskId == desk.Id).OrderBy(type => type.Position).ToList();
        for (var n = 0; n < texts.Count; n++)
        {
            // The older a request, the likelier it is done; the newest are open.
            var status = n >= texts.Count - 6 ? RequestStatus.Open : Statuses[n * 3 % Statuses.Length];
            var raised = now - (between * (texts.Count - n)) + TimeSpan.FromMinutes(n * 7 % 50);
            var request = new Request
            {
                Id = Guid.CreateVersion7(raised),
                DeskId = desk.Id,
                Number = n + 1,
                Key = $"{desk.Key}-{n + 1}",
                TypeId = types[n % types.Count].Id,
                ReporterId = customers[((n * 7) + 3) % customers.Count].Id,
                AssigneeId = status is RequestStatus.Open ? null : agents[n % agents.Count].Id,
                Status = status,
                Summary = texts[n].Summary,
                Description = texts[n].Description,
                RaisedAt = raised,
                ChangedAt = raised,
                ChangedPubliclyAt = raised,
            };
            db.Requests.Add(request);
            Converse(request, n);
            if (desk.AllowsParticipants && n % 4 == 0)
            {
                db.Participants.Add(new Participant { RequestId = request.Id, AccountId = customers[((n * 7) + 4) % customers.Count].Id, Since = raised });
            }
        }

        db.RequestCounters.Local.Single(counter => counter.DeskId == desk.Id).Latest = texts.Count;
    }

    private void Converse(Request request, int n)
    {
        if (request.AssigneeId is not { } agent)
        {
            return;
        }

        Say(request, agent, DemoRequests.Replies[n % DemoRequests.Replies.Count], hours: 2);
        if (n % 3 == 0)
        {
            Say(request, agent, DemoRequests.Notes[n / 3 % DemoRequests.Notes.Count], hours: 3, isInternal: true);
        }

        if (request.Status is not RequestStatus.WaitingForCustomer)
        {
            Say(request, request.ReporterId, DemoRequests.Answers[n % DemoRequests.Answers.Count], hours: 5);
        }
    }

    private void Say(Request request, Guid authorId, string text, int hours, bool isInternal = false)
    {
        var at = request.RaisedAt + TimeSpan.FromHours(hours);
        db.Comments.Add(new Comment { Id = Guid.CreateVersion7(at), RequestId = request.Id, AuthorId = authorId, IsInternal = isInternal, Text = text, WrittenAt = at });
        request.ChangedAt = at;
        request.ChangedPubliclyAt = isInternal ? request.ChangedPubliclyAt : at;
    }
}
