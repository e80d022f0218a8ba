namespace ServiceDesk.Domain.Access;

/// <summary>May strangers register as licensed users of the site? Independent of Public signup (design.md 2.1).</summary>
public enum SiteMode
{
    /// <summary>Only administrators make licensed users.</summary>
    Private,

    /// <summary>Strangers may register themselves while a seat is free.</summary>
    Public,
}
