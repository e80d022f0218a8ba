namespace ServiceDesk.Domain.Mail.Templates;

/// <summary>Says what an administrator calls the arguments of a kind of mail, {0}, {1} … in their order. A kind that does not say has numbers.</summary>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class FillsAttribute(params string[] names) : Attribute
{
    /// <summary>The names.</summary>
    public IReadOnlyList<string> Names => names;
}

/// <summary>A kind of mail whose words are not an administrator's to choose: it carries a conversation.</summary>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class NotATemplateAttribute : Attribute;
