using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Requests;

/// <summary>A desk's request types, as its administrator looks after them (design.md 2.8).</summary>
public sealed class RequestTypes(DeskWork database, TimeProvider clock)
{
    /// <summary>What a new desk offers at first, so that its portal is of use at once: in the language of who makes it.</summary>
    public static IReadOnlyList<RequestType> StartingTypes(Guid deskId, Actor by, DateTimeOffset now) =>
    [
        .. new[] { ("Question", "question"), ("Problem", "bug"), ("Request", RequestIcons.Default) }.Select((type, position) => new RequestType
        {
            Id = Guid.CreateVersion7(now),
            DeskId = deskId,
            Name = StartingText(type.Item1 + ".Name", by),
            Description = StartingText(type.Item1 + ".Description", by),
            Icon = type.Item2,
            Position = position,
        }),
    ];

    /// <summary>All types of a desk in their order, those no longer offered at the end.</summary>
    public async Task<Outcome<IReadOnlyList<RequestType>>> ListAsync(Guid deskId, Actor by)
    {
        await using var db = database.Read();
        if (!(await Rights.OfAsync(db, by, deskId)).May(Operation.AdministerDesk) || !await db.Desks.AnyAsync(desk => desk.Id == deskId))
        {
            return new NotFound();
        }

        return await db.RequestTypes.Where(type => type.DeskId == deskId)
            .OrderBy(type => type.ArchivedAt != null).ThenBy(type => type.Position).ThenBy(type => type.Id)
            .ToListAsync();
    }

    /// <summary>Makes a type, offered last.</summary>
    public Task<Outcome<Guid>> MakeAsync(Guid deskId, RequestTypeForm form, Actor by) =>
        ChangeDeskAsync<Guid>(deskId, by, async (work, now) =>
        {
            if (await WhyNotAsync(work.Db, deskId, null, form) is { } refusal)
            {
                return refusal;
            }

            var last = await work.Db.RequestTypes.Where(type => type.DeskId == deskId).MaxAsync(type => (int?)type.Position) ?? -1;
            var made = new RequestType
            {
                Id = Guid.CreateVersion7(now),
                DeskId = deskId,
                Name = form.CleanName,
                Description = form.CleanDescription,
                Icon = form.Icon,
                Position = last + 1,
            };
            work.Db.RequestTypes.Add(made);
            Audit(work.Db, made, "made", by, now);
            return made.Id;
        });

    /// <summary>Changes what a type says of itself.</summary>
    /// <param name="typeId">The type.</param>
    /// <param name="seenVersion">The version on which the change was made.</param>
    /// <param name="form">What it is to say.</param>
    /// <param name="by">Who.</param>
    public Task<Outcome<Done>> ChangeAsync(Guid typeId, int seenVersion, RequestTypeForm form, Actor by) =>
        ChangeTypeAsync(typeId, seenVersion, by, async (db, type, now) =>
        {
            if (await WhyNotAsync(db, type.DeskId, typeId, form) is { } refusal)
            {
                return refusal;
            }

            (type.Name, type.Description, type.Icon) = (form.CleanName, form.CleanDescription, form.Icon);
            Audit(db, type, "changed", by, now);
            return new Done();
        });

    /// <summary>Takes a type out of the portal; requests that have it keep it.</summary>
    public Task<Outcome<Done>> ArchiveAsync(Guid typeId, int seenVersion, Actor by) =>
        ChangeTypeAsync(typeId, seenVersion, by, (db, type, now) =>
        {
            type.ArchivedAt ??= now;
            Audit(db, type, "archived", by, now);
            return Task.FromResult<Outcome<Done>>(new Done());
        });

    /// <summary>Offers an archived type again.</summary>
    public Task<Outcome<Done>> OfferAgainAsync(Guid typeId, int seenVersion, Actor by) =>
        ChangeTypeAsync(typeId, seenVersion, by, async (db, type, now) =>
        {
            if (await IsTakenAsync(db, type.DeskId, typeId, type.Name))
            {
                return new TypeNameIsTaken(type.Name);
            }

            type.ArchivedAt = null;
            Audit(db, type, "offered again", by, now);
            return new Done();
        });

    /// <summary>Puts the desk's types in this order; those not named follow as they were.</summary>
    public Task<Outcome<Done>> OrderAsync(Guid deskId, IReadOnlyList<Guid> typeIds, Actor by) =>
        ChangeDeskAsync<Done>(deskId, by, async (work, now) =>
        {
            var types = await work.Db.RequestTypes.AsTracking().Where(type => type.DeskId == deskId).OrderBy(type => type.Position).ThenBy(type => type.Id).ToListAsync();
            var named = typeIds.Select(id => types.Find(type => type.Id == id)).OfType<RequestType>().Distinct().ToList();
            foreach (var (position, type) in named.Concat(types.Except(named)).Index())
            {
                type.Position = position;
            }

            work.Db.Audit.Add(AuditEntry.Of(Changes.RequestTypeChanged, by, now, deskId, details: new { What = "ordered", Names = named.Select(type => type.Name) }));
            return new Done();
        });

    private Task<Outcome<T>> ChangeDeskAsync<T>(Guid deskId, Actor by, Func<Work, DateTimeOffset, Task<Outcome<T>>> change) => database.RunAsync<T>(async work =>
    {
        var desk = await work.DeskToChangeAsync(deskId);
        if (desk is not { ArchivedAt: null } || !(await Rights.OfAsync(work.Db, by, deskId)).May(Operation.AdministerDesk))
        {
            return new NotFound();
        }

        var outcome = await change(work, clock.Now());
        if (outcome.IsDone)
        {
            await work.CommitAsync(Topic.Desk(deskId));
        }

        return outcome;
    });

    private async Task<Outcome<Done>> ChangeTypeAsync(Guid typeId, int seenVersion, Actor by, Func<DeskDb, RequestType, DateTimeOffset, Task<Outcome<Done>>> change)
    {
        await using var db = database.Read();
        if (await db.RequestTypes.Where(type => type.Id == typeId).Select(type => (Guid?)type.DeskId).SingleOrDefaultAsync() is not { } deskId)
        {
            return new NotFound();
        }

        return await ChangeDeskAsync<Done>(deskId, by, async (work, now) =>
        {
            var type = await work.Db.RequestTypes.AsTracking().SingleAsync(t => t.Id == typeId);
            return type.Version == seenVersion ? await change(work.Db, type, now) : new ChangedMeanwhile();
        });
    }

    private static async Task<Refusal?> WhyNotAsync(DeskDb db, Guid deskId, Guid? typeId, RequestTypeForm form) =>
        form.WhyNot ?? (await IsTakenAsync(db, deskId, typeId, form.CleanName) ? new TypeNameIsTaken(form.CleanName) : null);

    private static async Task<bool> IsTakenAsync(DeskDb db, Guid deskId, Guid? typeId, string name)
    {
        var others = await db.RequestTypes.AsNoTracking().Where(type => type.DeskId == deskId && type.Id != typeId && type.ArchivedAt == null).Select(type => type.Name).ToListAsync();
        return others.Exists(other => SortText.Fold(other) == SortText.Fold(name));
    }

    private static void Audit(DeskDb db, RequestType type, string what, Actor by, DateTimeOffset now) =>
        db.Audit.Add(AuditEntry.Of(Changes.RequestTypeChanged, by, now, type.DeskId, type.Id, new { What = what, type.Name, type.Icon }));

    private static string StartingText(string key, Actor by) => Sentences.Of(typeof(RequestTypes), "StartingType." + key, Languages.CultureOf(by.Language));
}

/// <summary>What a desk administrator says of a request type.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Description">What it is for; may be empty.</param>
/// <param name="Icon">One of <see cref="RequestIcons.All"/>.</param>
public sealed record RequestTypeForm(string? Name, string? Description, string Icon)
{
    internal string CleanName => CleanText.Line(Name);

    internal string CleanDescription => CleanText.Lines(Description);

    internal Refusal? WhyNot => this switch
    {
        { CleanName.Length: 0 } => new TypeNameIsMissing(),
        { CleanName.Length: > RequestType.MostNameCharacters } => new TypeNameIsTooLong(RequestType.MostNameCharacters),
        { CleanDescription.Length: > RequestType.MostDescriptionCharacters } => new TypeDescriptionIsTooLong(RequestType.MostDescriptionCharacters),
        _ when !RequestIcons.All.Contains(Icon) => new NoSuchIcon(),
        _ => null,
    };
}
