namespace ServiceDesk.Domain.Demo;

/// <summary>What the people of the demo asked for; forty requests in all.</summary>
internal static class DemoRequests
{
    /// <summary>On the open desk.</summary>
    public static readonly IReadOnlyList<(string Summary, string Description)> It =
    [
        ("The printer on the second floor eats paper", "Since this morning every third sheet gets stuck. I have cleaned the tray already."),
        ("Cannot log in to the time sheet", "It says that my account is unknown, and yesterday it still worked."),
        ("New laptop for a colleague who starts on Monday", "A light one with a good keyboard, please. She travels a lot."),
        ("The projector in room 4 stays dark", "The lamp glows, but there is no picture. We have a customer here at two."),
        ("VPN drops every few minutes", "At home only. In the office everything is fine."),
        ("Please restore a file I deleted", "offer-harbour.xlsx, in the folder of the sales team. I deleted it on Tuesday."),
        ("Mail to a customer comes back", "“Mailbox full”, but the customer says it is not."),
        ("A second monitor", "I compare plans all day and would be quicker with two."),
        ("Which chat program may we use with customers?", "They ask for another one each week."),
        ("The web shop shows old prices", "The list of this month is uploaded, and the shop still shows the last one."),
        ("Telephone without a dial tone", "Desk 12, next to the window."),
        ("Access to the shared calendar of the workshop", "I plan the deliveries and have to see when the cars are free."),
        ("Wi-Fi is slow in the meeting rooms", "With more than ten people nobody can share a screen."),
        ("My keyboard types double letters", "Liike thiis. It is the one from last year."),
        ("Update of the accounting program", "It asks every morning, and I may not install it."),
        ("Screen flickers after the update", "Only when it is plugged into the dock."),
        ("The door badge stopped working", "Green light, but the door stays shut."),
        ("Can I get the fonts of our brand?", "For the invitation cards. The agency wants them by Friday."),
        ("Backup report shows a warning", "“One volume skipped.” Should I worry?"),
        ("Scanner sends empty pages", "The glass is clean. Copies are fine."),
        ("New mailbox for applications", "jobs@ should reach Rosa and me."),
        ("Too many spam mails since the weekend", "About fifty a day, most of them about parcels."),
        ("Laptop battery lasts twenty minutes", "It is three years old."),
        ("The cash register does not print receipts", "The shop is open, so this is urgent."),
        ("How do I share a large file with a customer?", "It has 4 GB. Mail refuses it."),
        ("Headset is not found", "Windows sees it, the meeting program does not."),
    ];

    /// <summary>On the restricted desk.</summary>
    public static readonly IReadOnlyList<(string Summary, string Description)> Hr =
    [
        ("Holiday in August", "Two weeks from the third. Is it possible to add a third one unpaid?"),
        ("My new bank account", "I have moved to another bank. Which form do you need?"),
        ("Certificate of employment", "For the landlord, until the end of the week if possible."),
        ("Parental leave", "What do I have to hand in, and when?"),
        ("Pay slip of March is missing", "The portal shows February and April."),
        ("Training on conflict talks", "My team lead has agreed. Who books it?"),
        ("Change to four days a week", "From September on. Whom do I have to ask first?"),
        ("Address has changed", "We have moved to Lime Street 4."),
        ("Sick note handed in late", "I was in hospital. Is that a problem?"),
        ("Company bicycle", "Is the offer still open, and how long does it take?"),
        ("Overtime of the fair", "Eleven hours. Paid out or taken off?"),
        ("Reference for a former colleague", "She asked me, and I do not know what we may say."),
        ("Works council: meeting room", "Each first Thursday, please."),
        ("Wrong tax class", "Since I married, it should be another one."),
    ];

    /// <summary>What an agent answers, for requests that wait for the customer or are done.</summary>
    public static readonly IReadOnlyList<string> Replies =
    [
        "Thank you for telling us. We have looked into it: could you try once more and say whether it works now?",
        "That is on its way and should be with you tomorrow. We will write again when it has arrived.",
        "We could not see it happen here. When exactly did it begin, and what had changed before?",
        "Done. Please have a look, and answer here if anything is missing.",
    ];

    /// <summary>What the customer answers.</summary>
    public static readonly IReadOnlyList<string> Answers =
        ["It works again, thank you!", "I have tried it twice, and it still happens.", "Since Monday, I think, after the update."];

    /// <summary>What staff note among themselves.</summary>
    public static readonly IReadOnlyList<string> Notes =
        ["Same as last week. Ask the supplier about the warranty before we order a new one.", "I have seen this on two other machines.", "Called; will be in the office on Thursday."];
}
