using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Accounts;

/// <summary>Karl has two accounts: an old one with everything an account can have, and the one he uses.</summary>
internal sealed class TwoAccounts
{
    public const string OldAddress = "karl.old@acme.test";
    public const string Address = "karl@acme.test";

    public required Desk It { get; init; }

    public required Desk Hr { get; init; }

    public required Guid Old { get; init; }

    public required Guid Kept { get; init; }

    public required Request OldRequest { get; init; }

    public required Request OthersRequest { get; init; }

    /// <summary>The old one raised a request and commented on it, takes part in somebody's, looks after it, is on both lists and an agent with a seat; the other is on one list.</summary>
    public static async Task<TwoAccounts> MakeAsync(Story world)
    {
        var (it, hr) = (await world.DeskAsync("IT"), await world.DeskAsync("HR"));
        var old = (await world.PersonWithPasswordAsync(OldAddress)).AccountId!.Value;
        var kept = (await world.CustomerAsync(it, Address, "Karl Kunde")).AccountId!.Value;
        var lena = (await world.CustomerAsync(it, "lena@acme.test")).AccountId!.Value;
        await world.SetPasswordAsync(Actor.Person(kept, null), AccountStory.Better);
        await world.JoinAsync(it, old);
        await world.JoinAsync(hr, old);
        var type = new RequestType { Id = Guid.CreateVersion7(), DeskId = it.Id, Name = "Ask", Description = "", Icon = RequestIcons.Default };
        var (own, others) = (Request(world, it, type, old, 1), Request(world, it, type, lena, 2));
        others.AssigneeId = old;
        await world.ChangeAsync(db =>
        {
            db.AddRange(type, own, others);
            db.Comments.Add(new Comment { Id = Guid.CreateVersion7(), RequestId = own.Id, AuthorId = old, Text = "mine", IsInternal = false, WrittenAt = world.Now });
            db.Participants.Add(new Participant { RequestId = others.Id, AccountId = old, Since = world.Now });
            db.DeskAgents.Add(new DeskAgent { DeskId = it.Id, AccountId = old, IsAdministrator = true, Since = world.Now });
            return Task.FromResult(db.Seats.Add(new Seat { Application = Application.Team, AccountId = old, Since = world.Now }));
        });
        return new TwoAccounts { It = it, Hr = hr, Old = old, Kept = kept, OldRequest = own, OthersRequest = others };
    }

    private static Request Request(Story world, Desk desk, RequestType type, Guid reporter, int number) => new()
    {
        Id = Guid.CreateVersion7(),
        DeskId = desk.Id,
        Number = number,
        Key = $"{desk.Key}-{number}",
        TypeId = type.Id,
        ReporterId = reporter,
        Summary = "No paper",
        Description = "",
        RaisedAt = world.Now,
        ChangedAt = world.Now,
        ChangedPubliclyAt = world.Now,
    };
}
