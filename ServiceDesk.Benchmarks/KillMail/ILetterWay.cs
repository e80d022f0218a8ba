namespace ServiceDesk.Benchmarks.KillMail;

/// <summary>A way on which letters come to a desk of a site that is killed again and again.</summary>
internal interface ILetterWay : IAsyncDisposable
{
    /// <summary>What it is called in the table.</summary>
    string Name { get; }

    /// <summary>How often something had to be tried again, because the site was dead or had not said that it has the letter.</summary>
    int TriedAgain { get; }

    /// <summary>Hands a letter over, and tries again as a mail server does, until whoever took it keeps it for good.</summary>
    Task SendAsync(SentLetter letter, MortalSite site, CancellationToken cancel);
}
