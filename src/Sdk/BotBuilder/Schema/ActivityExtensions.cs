namespace Microsoft.Bot.Schema;

/// <summary>Mentions are matched by id: a display name is neither unique nor trustworthy.</summary>
public static class ActivityExtensions
{
    public static bool MentionsId(this IMessageActivity activity, string id)
    {
        foreach (var mention in activity.GetMentions())
        {
            if (string.Equals(mention.Mentioned?.Id, id, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    public static bool MentionsRecipient(this IMessageActivity activity) => activity.MentionsId(activity.Recipient?.Id);

    /// <summary>Takes the mentions of the recipient out of <see cref="IMessageActivity.Text"/>, and returns what is left.</summary>
    public static string RemoveRecipientMention(this IMessageActivity activity) => activity.RemoveMentionText(activity.Recipient?.Id);

    /// <summary>Takes the mentions of one account out of <see cref="IMessageActivity.Text"/>, and returns what is left.</summary>
    public static string RemoveMentionText(this IMessageActivity activity, string id)
    {
        if (string.IsNullOrEmpty(activity.Text) || id is null)
            return activity.Text;

        var text = activity.Text;
        foreach (var mention in activity.GetMentions())
        {
            if (string.Equals(mention.Mentioned?.Id, id, StringComparison.Ordinal) && !string.IsNullOrEmpty(mention.Text))
                text = text.Replace(mention.Text, string.Empty, StringComparison.OrdinalIgnoreCase);
        }

        activity.Text = text.Trim();
        return activity.Text;
    }
}
