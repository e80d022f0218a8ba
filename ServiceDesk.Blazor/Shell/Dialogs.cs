using Microsoft.AspNetCore.Components;
using Radzen;

namespace ServiceDesk.Blazor.Shell;

/// <summary>Opens a component as a dialog, all of them alike: closed by its cross or Escape, never by a click beside it, which could lose what was typed.</summary>
internal static class Dialogs
{
    /// <summary>Opens it and returns when it is closed: what it was closed with, null when it was left.</summary>
    public static async Task<object?> ShowAsync<T>(this DialogService dialogs, string title, params IEnumerable<(string Name, object Value)> parameters)
        where T : ComponentBase =>
        await dialogs.OpenAsync<T>(title, parameters.ToDictionary(parameter => parameter.Name, parameter => (object?)parameter.Value), new DialogOptions
        {
            Width = "36rem",
            CloseDialogOnEsc = false, // keep.js does, because it asks first
            CloseDialogOnOverlayClick = false,
            AutoFocusFirstElement = false, // shell.js does, before anybody can have typed
        });
}
