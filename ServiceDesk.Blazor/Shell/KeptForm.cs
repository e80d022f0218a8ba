using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Shell;

/// <summary>Forms whose text the browser keeps until it is saved (wwwroot/keep.js).</summary>
internal static class KeptForm
{
    /// <summary>The value of a form's <c>data-keep</c>, and of <c>data-opens</c> on the button that opens it. Each person has their own.</summary>
    public static string As(string name, Actor by) => $"servicedesk.draft.{by.AccountId}.{name}";

    /// <summary>The value of <c>data-state</c>, for a form that stays after it was saved.</summary>
    public static string State(bool isUnsaved) => isUnsaved ? "unsaved" : "saved";
}
