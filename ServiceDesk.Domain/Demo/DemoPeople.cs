namespace ServiceDesk.Domain.Demo;

/// <summary>The made-up people of the demo. Their domains are reserved for examples (RFC 2606): no mail of the demo can reach anybody.</summary>
internal static class DemoPeople
{
    /// <summary>Site administrator, and administrator of both desks.</summary>
    public static readonly DemoPerson Administrator = new("Ada Marlow", "ada.marlow@company.example", DemoPart.Administrator);

    /// <summary>Thirty people.</summary>
    public static readonly IReadOnlyList<DemoPerson> All =
    [
        Administrator,
        new("Nora Lindqvist", "nora.lindqvist@company.example", DemoPart.ItAgent),
        new("Tomás Ferreira", "tomas.ferreira@company.example", DemoPart.ItAgent),
        new("Priya Raman", "priya.raman@company.example", DemoPart.HrAdministrator),
        new("Jonas Weber", "jonas.weber@company.example", DemoPart.ItCollaborator),
        new("Karl Kunze", "karl.kunze@people.example", DemoPart.ItCustomer),
        new("Mei Tanaka", "mei.tanaka@people.example", DemoPart.ItCustomer),
        new("Olivia Brandt", "olivia.brandt@people.example", DemoPart.ItCustomer),
        new("Samuel Okoye", "samuel.okoye@people.example", DemoPart.ItCustomer),
        new("Lucía Navarro", "lucia.navarro@people.example", DemoPart.ItCustomer),
        new("Henrik Dahl", "henrik.dahl@studio.example", DemoPart.ItCustomer),
        new("Amina Haddad", "amina.haddad@studio.example", DemoPart.ItCustomer),
        new("Peter O’Shea", "peter.oshea@studio.example", DemoPart.ItCustomer),
        new("Grace Mbeki", "grace.mbeki@studio.example", DemoPart.ItCustomer),
        new("Ilja Sokolov", "ilja.sokolov@studio.example", DemoPart.ItCustomer),
        new("Chiara Conti", "chiara.conti@studio.example", DemoPart.ItCustomer),
        new("Daniel Weiss", "daniel.weiss@bakery.example", DemoPart.ItCustomer),
        new("Sofia Lund", "sofia.lund@bakery.example", DemoPart.ItCustomer),
        new("Yusuf Demir", "yusuf.demir@bakery.example", DemoPart.ItCustomer),
        new("Hannah Fischer", "hannah.fischer@bakery.example", DemoPart.ItCustomer),
        new("Marek Nowak", "marek.nowak@bakery.example", DemoPart.ItContact),
        new("Eva Horváth", "eva.horvath@bakery.example", DemoPart.ItContact),
        new("Louis Martin", "louis.martin@people.example", DemoPart.ItContact),
        new("Rosa Keller", "rosa.keller@company.example", DemoPart.HrCustomer),
        new("Ben Adeyemi", "ben.adeyemi@company.example", DemoPart.HrCustomer),
        new("Clara Jansen", "clara.jansen@company.example", DemoPart.HrCustomer),
        new("Viktor Ek", "viktor.ek@company.example", DemoPart.HrCustomer),
        new("Fatima Zahra", "fatima.zahra@company.example", DemoPart.HrCustomer),
        new("Leo Rossi", "leo.rossi@company.example", DemoPart.HrContact),
        new("Ingrid Moe", "ingrid.moe@company.example", DemoPart.HrContact),
    ];

    /// <summary>Strangers who asked to sign up and have not followed their link yet.</summary>
    public static readonly IReadOnlyList<(string Address, string Name)> SigningUp =
        [("anna.berg@people.example", "Anna Berg"), ("noah.silva@studio.example", "Noah Silva"), ("zoe.martin@bakery.example", "Zoë Martin")];

    /// <summary>People an agent of the open desk has invited, one of them a contact.</summary>
    public const string Invited = "Tom Becker <tom.becker@studio.example>, mila.novak@people.example, eva.horvath@bakery.example, Ole Vik <ole.vik@bakery.example>";

    /// <summary>The one of them whose mail came back.</summary>
    public const string Bounced = "mila.novak@people.example";
}

/// <summary>Somebody of the demo.</summary>
/// <param name="Name">The full name.</param>
/// <param name="Address">The mail address.</param>
/// <param name="Part">What they are.</param>
internal sealed record DemoPerson(string Name, string Address, DemoPart Part);

/// <summary>What somebody of the demo is.</summary>
internal enum DemoPart
{
    /// <summary>Site administrator and administrator of both desks.</summary>
    Administrator,

    /// <summary>An agent of the open desk.</summary>
    ItAgent,

    /// <summary>A collaborator of the open desk.</summary>
    ItCollaborator,

    /// <summary>Administrator of the restricted desk, and of nothing else.</summary>
    HrAdministrator,

    /// <summary>On the open desk's customer list.</summary>
    ItCustomer,

    /// <summary>On the open desk's list, without a password.</summary>
    ItContact,

    /// <summary>On the restricted desk's customer list.</summary>
    HrCustomer,

    /// <summary>On the restricted desk's list, without a password.</summary>
    HrContact,
}
