using ServiceDesk.Domain.Access;

namespace ServiceDesk.Domain.Desks;

/// <summary>A service desk: its portal, who may use it, its agents, customers and request types (design.md 1, 2.1).</summary>
public sealed class Desk
{
    /// <summary>The longest name, in characters.</summary>
    public const int MostNameCharacters = 80;

    /// <summary>The row's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The key, such as IT: two to ten capital letters and digits, a letter first; never changes.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The name shown.</summary>
    public string Name { get; set; } = "";

    /// <summary>Who may use the portal.</summary>
    public CustomerAccess Access { get; private set; }

    /// <summary>When customer access was last chosen; null when never.</summary>
    public DateTimeOffset? AccessChangedAt { get; private set; }

    /// <summary>Who chose it; null when nobody has.</summary>
    public Guid? AccessChangedById { get; private set; }

    /// <summary>Since when turning Public signup off keeps it shut for strangers; null when it does not.</summary>
    public DateTimeOffset? SuspendedAt { get; private set; }

    /// <summary>Who turned Public signup off; null when not suspended.</summary>
    public Guid? SuspendedById { get; private set; }

    /// <summary>Whether agents may invite strangers while the desk is not open.</summary>
    public bool AgentsMayInviteWhileNotOpen { get; set; }

    /// <summary>Whether requests may have further participants.</summary>
    public bool AllowsParticipants { get; set; }

    /// <summary>Whether a sign-up waits for a desk administrator's approval.</summary>
    public bool NeedsApproval { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>Since when it is archived; null while it is in use.</summary>
    public DateTimeOffset? ArchivedAt { get; set; }

    /// <summary>Raised with every change: a change made on an older version is refused.</summary>
    public int Version { get; private set; }

    /// <summary>Opens a new desk: restricted, until its administrator chooses otherwise.</summary>
    public static Desk Open(string key, string name, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), Key = key, Name = name, MadeAt = now, Access = CustomerAccess.Restricted };

    /// <summary>Chooses who may use the portal; choosing ends a suspension when Public signup is on (design.md 2.1).</summary>
    public void Choose(CustomerAccess access, bool isPublicSignupOn, Guid byId, DateTimeOffset now)
    {
        (Access, AccessChangedAt, AccessChangedById) = (access, now, byId);
        if (isPublicSignupOn || access != CustomerAccess.EveryoneMaySignUp)
        {
            EndSuspension();
        }
    }

    /// <summary>Shuts it for strangers because Public signup was turned off.</summary>
    public void Suspend(Guid byId, DateTimeOffset now) => (SuspendedAt, SuspendedById) = (now, byId);

    /// <summary>Lets its own value count again.</summary>
    public void EndSuspension() => (SuspendedAt, SuspendedById) = (null, null);

    /// <summary>Whether it takes strangers, given the site's switch (design.md 2.1).</summary>
    public bool IsOpen(bool isPublicSignupOn) =>
        isPublicSignupOn && Access is CustomerAccess.EveryoneMaySignUp && SuspendedAt is null && ArchivedAt is null;
}
