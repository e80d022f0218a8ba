using ServiceDesk.Domain.Requests;

namespace ServiceDesk.Blazor.Requests;

/// <summary>What is being written in a form, until it is sent.</summary>
public sealed class Draft
{
    /// <summary>The id of what it becomes: sent twice, it is there once.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>One line.</summary>
    public string? Summary { get; set; }

    /// <summary>The text.</summary>
    public string? Text { get; set; }

    /// <summary>The files uploaded for it.</summary>
    public List<UploadedFile> Files { get; } = [];

    /// <summary>The files by id.</summary>
    public IReadOnlyList<Guid> FileIds => [.. Files.Select(file => file.Id)];
}
