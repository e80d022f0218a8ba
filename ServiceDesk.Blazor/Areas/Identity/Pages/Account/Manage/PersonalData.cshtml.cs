using Microsoft.AspNetCore.Authorization;

namespace ServiceDesk.Blazor.Areas.Identity.Pages.Account.Manage;

/// <summary>Says what is kept of a person, with a button that hands it out.</summary>
[Authorize]
public sealed class PersonalDataModel : AccountPage;
