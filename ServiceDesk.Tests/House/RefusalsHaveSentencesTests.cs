using System.Globalization;
using ServiceDesk.Blazor.Api;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Tests.House;

public sealed class RefusalsHaveSentencesTests
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    public static TheoryData<Type> Refusals => [.. typeof(Refusal).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Refusal)) && !type.IsAbstract)];

    [Theory, MemberData(nameof(Refusals))]
    public void Every_refusal_is_a_sentence(Type type)
    {
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        var arguments = constructor.GetParameters().Select(parameter => ValueFor(parameter.ParameterType)).ToArray();

        Assert.All(Languages.Spoken.Select(language => Sentences.Of((Refusal)constructor.Invoke(arguments), Languages.CultureOf(language))), sentence =>
            Assert.True(sentence.EndsWith('.') && !sentence.Contains('{', StringComparison.Ordinal), sentence));
    }

    [Fact]
    public void No_two_refusals_are_one_problem_to_programs() =>
        Assert.Empty(Refusals.GroupBy(type => ApiProblems.CodeOf(type), StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Key));

    [Fact]
    public void Every_reason_of_the_rule_book_is_a_sentence() =>
        Assert.All(Enum.GetNames<RefusedBecause>(), reason => Assert.NotEmpty(Sentences.Of(typeof(RuleBook), reason, English)));

    [Fact]
    public void Every_audited_change_is_a_sentence() =>
        Assert.All(typeof(Changes).GetFields().Select(field => (string)field.GetRawConstantValue()!), change => Assert.EndsWith(".", Sentences.Of(typeof(AuditEntry), change, English), StringComparison.Ordinal));

    [Fact]
    public void Every_mail_has_its_texts() =>
        Assert.All(Enum.GetNames<MailKind>(), kind => Assert.All(["Subject", "Text"], part => Assert.NotEmpty(Sentences.Of(typeof(MailKind), $"{kind}.{part}", English))));

    private static object? ValueFor(Type type) =>
        type == typeof(string) ? "x" : type.IsValueType ? Activator.CreateInstance(type) : null;
}
