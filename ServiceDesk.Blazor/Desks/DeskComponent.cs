using Microsoft.AspNetCore.Components;
using ServiceDesk.Blazor.Live;
using ServiceDesk.Domain.Live;

namespace ServiceDesk.Blazor.Desks;

/// <summary>A page of one desk in use, named by the key in its address.</summary>
public abstract class DeskComponent : LiveComponent
{
    /// <summary>The key, as in the address.</summary>
    [Parameter]
    public string DeskKey { get; set; } = "";

    /// <summary>The desk's id; one that is no desk's when there is no such key.</summary>
    protected Guid DeskId => Rights.DeskOf(DeskKey)?.Id ?? Guid.Empty;

    /// <inheritdoc/>
    protected override IEnumerable<Topic> Topics => [Topic.Site, Topic.Desks, Topic.Desk(DeskId), Topic.Account(Me.AccountId ?? Guid.Empty)];
}
