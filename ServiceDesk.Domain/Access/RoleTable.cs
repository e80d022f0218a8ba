namespace ServiceDesk.Domain.Access;

/// <summary>
/// Who may do what (design.md 2.8): one row an operation. What customers may do with their own requests is in the queries of requests,
/// what a person may do with their own account is open to everybody.
/// </summary>
public static class RoleTable
{
    private static readonly Dictionary<Operation, Row> Rows = new()
    {
        [Operation.AdministerSite] = new(No, No, No, Yes),
        [Operation.MakeDesks] = new(No, No, No, Yes),
        [Operation.AdministerDesk] = new(No, No, Yes, Yes),
        [Operation.SeeCustomers] = new(Yes, Yes, Yes, Yes),
        [Operation.InviteCustomers] = new(No, Yes, Yes, Yes),
        [Operation.RaiseOnBehalf] = new(No, Yes, Yes, No),
        [Operation.ChangeCustomers] = new(No, No, Yes, Yes),
        [Operation.StartReset] = new(No, No, Yes, Yes),
        [Operation.SetTemporaryPassword] = new(No, No, Yes, Yes),
        [Operation.ChangeAccounts] = new(No, No, No, Yes),
        [Operation.ReadRequests] = new(Yes, Yes, Yes, No),
        [Operation.WriteInternally] = new(Yes, Yes, Yes, No),
        [Operation.ServeRequests] = new(No, Yes, Yes, No),
        [Operation.ReadAudit] = new(No, No, Yes, Yes),
    };

    private const bool Yes = true;
    private const bool No = false;

    /// <summary>Whether somebody may, by what they are on the desk and on the site. A site administrator who is staff too may do what either may.</summary>
    /// <param name="operation">What they want to do.</param>
    /// <param name="role">What they are on the desk it concerns; null when nothing, or when it concerns no desk.</param>
    /// <param name="isSiteAdministrator">Whether they administer the site.</param>
    public static bool Allows(Operation operation, DeskRole? role, bool isSiteAdministrator)
    {
        var row = Rows[operation];
        return (isSiteAdministrator && row.SiteAdministrator) || role switch
        {
            DeskRole.Collaborator => row.Collaborator,
            DeskRole.Agent => row.Agent,
            DeskRole.Administrator => row.DeskAdministrator,
            _ => false,
        };
    }

    private sealed record Row(bool Collaborator, bool Agent, bool DeskAdministrator, bool SiteAdministrator);
}
