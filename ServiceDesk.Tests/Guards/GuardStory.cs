using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain.Guards;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Guards;

/// <summary>What stories of the CAPTCHA and of failed log-ins have in common.</summary>
internal static class GuardStory
{
    /// <summary>What stands in every picture.</summary>
    public const string Word = "LEAPT";

    /// <summary>Lets every picture show <see cref="Word"/>.</summary>
    public static void KnowTheWord(IServiceCollection services) => services.AddSingleton<ICaptchaWords>(new SameWord());

    /// <summary>Turns the CAPTCHA on, with as little work for a browser as there can be.</summary>
    public static Task TurnCaptchaOnAsync(this Story story, int failures = 3) => story.ChangeAsync(async db =>
    {
        var site = await db.Site.AsTracking().SingleAsync();
        (site.IsCaptchaOn, site.FailuresBeforeCaptcha, site.ProofOfWorkBits) = (true, failures, GuardSettings.LeastBits);
    });

    /// <summary>What a browser finds for a challenge, or the next number after it that is none.</summary>
    public static string Prove(Challenge challenge, bool isRight = true) =>
        Enumerable.Range(0, int.MaxValue).Select(number => number.ToString(CultureInfo.InvariantCulture))
            .First(number => SHA256.HashData(Encoding.UTF8.GetBytes($"{challenge.Nonce}:{number}"))[0] == 0 == isRight);

    /// <summary>Lets so many log-ins fail for an address, without the work of comparing passwords.</summary>
    public static async Task FailAsync(this Story story, string address, int times, Func<int, string> network)
    {
        foreach (var time in Enumerable.Range(0, times))
        {
            Assert.True((await story.Get<FailedLogIns>().TryAsync(address, network(time), null, [])).IsDone);
        }
    }

    private sealed class SameWord : ICaptchaWords
    {
        public string Next() => Word;
    }
}
