using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Builder.Teams;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using Newtonsoft.Json.Linq;
using Activity = Microsoft.Bot.Schema.Activity;
using Attachment = Microsoft.Bot.Schema.Attachment;

namespace Sdk.Tests.BotBuilder;

public class SchemaTests
{
    public static TheoryData<string> Recorded => new(RecordedActivities.Names);

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task What_Teams_sends_is_written_back_with_nothing_lost_and_nothing_added(string name)
    {
        var sent = RecordedActivities.Read(name);

        var activity = await ReadAsync<Activity>(sent);
        var written = await WriteAsync(activity!);

        var expected = RecordedActivities.Parse(sent);
        var actual = RecordedActivities.Parse(written);
        Assert.True(SameButForDates(expected, actual), $"{expected}\n{actual}");
    }

    [Fact]
    public void There_are_recorded_activities() => Assert.True(RecordedActivities.Names.Count() >= 8);

    [Fact]
    public async Task Timestamps_are_read_with_their_offset_and_strings_in_channel_data_stay_strings()
    {
        var activity = await ReadAsync<Activity>(RecordedActivities.Read("personal-message"));

        Assert.Equal(new DateTimeOffset(2026, 11, 24, 9, 10, 7, 437, TimeSpan.Zero), activity!.Timestamp);
        Assert.Equal(TimeSpan.FromHours(1), activity.LocalTimestamp!.Value.Offset);
        Assert.Equal(JTokenType.String, ((JObject)activity.ChannelData)["when"]!.Type);
        Assert.Equal("2026-11-23T18:00:00Z", (string?)((JObject)activity.ChannelData)["when"]);
        Assert.Equal(JTokenType.String, activity.Properties["somethingNew"]!["a"]![1]!.Type);
    }

    [Fact]
    public async Task A_reference_in_a_value_is_data()
    {
        var activity = await ReadAsync<Activity>(RecordedActivities.Read("card-submit"));

        Assert.Equal("7", (string?)((JObject)activity!.Value)["$ref"]);
        Assert.Equal("2026-12-01T09:00:00Z", (string?)((JObject)activity.Value)["due"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("{\"type\":\"message\"")]
    [InlineData("{\"type\":\"message\"} trailing")]
    [InlineData("{\"type\":\"message\",\"timestamp\":\"yesterday\"}")]
    [InlineData("[1]")]
    public async Task What_is_no_activity_reads_as_nothing(string body) => Assert.Null(await ReadAsync<Activity>(body));

    [Fact]
    public async Task JSON_deeper_than_64_levels_reads_as_nothing()
    {
        string Nested(int depth) => "{\"type\":\"message\",\"value\":" + string.Concat(Enumerable.Repeat("[", depth)) + string.Concat(Enumerable.Repeat("]", depth)) + "}";

        Assert.NotNull(await ReadAsync<Activity>(Nested(60)));
        Assert.Null(await ReadAsync<Activity>(Nested(70)));
    }

    [Fact]
    public async Task A_body_in_many_pieces_with_characters_cut_in_two_reads_whole()
    {
        var text = string.Concat(Enumerable.Repeat("ação 🙂 €", 3000));
        var bytes = Encoding.UTF8.GetBytes($$"""{"type":"message","text":"{{text}}"}""");

        var activity = await ReadAsync<Activity>(new DripStream(bytes, 7));

        Assert.Equal(text, activity!.Text);
    }

    [Fact]
    public async Task Text_of_any_kind_is_written_as_valid_UTF8()
    {
        var text = string.Concat(Enumerable.Repeat("🙂", 5000)) + "\"\\\u0001é\ud83d";

        var written = await WriteAsync(new Activity { Type = "message", Text = text });

        // A lone surrogate cannot be encoded and becomes the replacement character.
        Assert.Equal(text[..^1] + "\ufffd", (string?)RecordedActivities.Parse(written)["text"]);
    }

    [Fact]
    public async Task A_byte_order_mark_is_skipped()
    {
        var activity = await ReadAsync<Activity>(new MemoryStream([.. Encoding.UTF8.Preamble, .. "{\"type\":\"typing\"}"u8]));

        Assert.Equal("typing", activity!.Type);
    }

    [Fact]
    public void Own_mentions_are_found_by_id_and_taken_out()
    {
        var activity = RecordedActivities.Parse(RecordedActivities.Read("channel-mention")).ToObject<Activity>()!;

        Assert.Equal(["28:7d7f1a0a-55b4-4f0e-8a8f-5a4e5f6a3001", "29:1AnaPersonal"], activity.GetMentions().Select(mention => mention.Mentioned.Id));
        Assert.True(activity.MentionsRecipient());
        Assert.False(activity.MentionsId("29:someoneElse"));
        Assert.Equal("please help <at>Ana</at>", activity.RemoveRecipientMention());
        Assert.Equal("please help <at>Ana</at>", activity.Text);
    }

    [Fact]
    public async Task A_mention_added_to_a_message_is_written_whole()
    {
        var message = MessageFactory.Text("Hi <at>Ana</at>");
        message.Entities.Add(new Mention(new ChannelAccount("29:1", "Ana"), "<at>Ana</at>"));

        var entity = RecordedActivities.Parse(await WriteAsync(message))["entities"]![0]!;

        Assert.Equal("""{"type":"mention","mentioned":{"id":"29:1","name":"Ana"},"text":"<at>Ana</at>"}""", Sorted(entity, "type", "mentioned", "text"));
    }

    [Fact]
    public void A_reply_goes_back_to_the_sender_in_the_same_conversation()
    {
        var message = RecordedActivities.Parse(RecordedActivities.Read("personal-message")).ToObject<Activity>()!;

        var reply = message.CreateReply("Hello");

        Assert.Equal(("28:7d7f1a0a-55b4-4f0e-8a8f-5a4e5f6a3001", "29:1AnaPersonal"), (reply.From.Id, reply.Recipient.Id));
        Assert.Equal(("a:1AnaAndTheDesk", "1764000000101", "pt-PT"), (reply.Conversation.Id, reply.ReplyToId, reply.Locale));
        Assert.NotSame(message.From, reply.Recipient);
    }

    [Fact]
    public void A_reference_addresses_outgoing_and_incoming_activities()
    {
        var reference = RecordedActivities.Parse(RecordedActivities.Read("personal-message")).ToObject<Activity>()!.GetConversationReference();

        var outgoing = new Activity("message").ApplyConversationReference(reference);
        var incoming = new Activity("message").ApplyConversationReference(reference, isIncoming: true);

        Assert.Equal(("28:7d7f1a0a-55b4-4f0e-8a8f-5a4e5f6a3001", "1764000000101", null), (outgoing.From.Id, outgoing.ReplyToId, outgoing.Id));
        Assert.Equal(("29:1AnaPersonal", null, "1764000000101"), (incoming.From.Id, incoming.ReplyToId, incoming.Id));
        Assert.Equal("https://smba.example.test/emea/", outgoing.ServiceUrl);
    }

    [Fact]
    public void A_continuation_carries_the_whole_reference()
    {
        var reference = new ConversationReference("7", new ChannelAccount("u"), new ChannelAccount("b"), new ConversationAccount(id: "c"), "msteams", "https://s/") { Locale = "pt-PT" };

        var activity = reference.GetContinuationActivity();

        Assert.Equal(("event", "ContinueConversation", "c", "b", "u", "pt-PT"), (activity.Type, activity.Name, activity.Conversation.Id, activity.Recipient.Id, activity.From.Id, activity.Locale));
        Assert.Same(reference, activity.RelatesTo);
    }

    [Theory]
    [InlineData("message", true)]
    [InlineData("Message", true)]
    [InlineData("message/image", true)]
    [InlineData("messageUpdate", false)]
    [InlineData(null, false)]
    public void An_activity_is_a_message_by_its_type(string? type, bool isMessage) =>
        Assert.Equal(isMessage, new Activity { Type = type }.AsMessageActivity() is not null);

    [Fact]
    public void Channel_data_is_read_as_what_is_asked_for_and_refused_when_it_is_not_that()
    {
        var activity = RecordedActivities.Parse(RecordedActivities.Read("team-member-added")).ToObject<Activity>()!;

        Assert.Equal("Helpdesk", activity.GetChannelData<TeamsChannelData>().Team.Name);
        Assert.Equal("19:desk0001@thread.tacv2", activity.GetChannelData<TeamsChannelData>().Settings.SelectedChannel.Id);
        Assert.Equal("19:team0001@thread.tacv2", activity.GetChannelData<TeamsChannelData>().Team.Id);

        activity.ChannelData = new JObject { ["team"] = "no object" };
        TeamsChannelData? data = null;
        Assert.False(activity.TryGetChannelData(ref data));
        Assert.Null(new Activity().GetChannelData<TeamsChannelData>());
    }

    [Fact]
    public void A_member_has_one_object_id_by_either_name()
    {
        Assert.Equal("o", JObject.Parse("""{"id":"29:1","objectId":"o"}""").ToObject<TeamsChannelAccount>()!.AadObjectId);
        Assert.Equal("o", JObject.Parse("""{"id":"29:1","aadObjectId":"o"}""").ToObject<TeamsChannelAccount>()!.AadObjectId);
        Assert.Null(JObject.FromObject(new TeamsChannelAccount { AadObjectId = "o" })["objectId"]);
    }

    [Fact]
    public async Task Content_of_any_type_is_written_by_its_own_attributes()
    {
        var message = MessageFactory.Attachment(new Attachment("x", content: new Card { Name = "n", Hidden = "h" }));

        var content = RecordedActivities.Parse(await WriteAsync(message))["attachments"]![0]!["content"]!;

        Assert.Equal("""{"theName":"n"}""", content.ToString(Newtonsoft.Json.Formatting.None));
    }

    private static async Task<T?> ReadAsync<T>(string body)
        where T : class => await ReadAsync<T>(new MemoryStream(Encoding.UTF8.GetBytes(body)));

    private static async Task<T?> ReadAsync<T>(Stream body)
        where T : class
    {
        var context = new DefaultHttpContext();
        context.Request.Body = body;
        return await HttpHelper.ReadRequestAsync<T>(context.Request);
    }

    private static async Task<string> WriteAsync(object value)
    {
        var context = new DefaultHttpContext();
        using var body = new MemoryStream();
        context.Response.Body = body;
        await HttpHelper.WriteResponseAsync(context.Response, new InvokeResponse { Status = 200, Body = value });
        Assert.Equal(body.Length, context.Response.ContentLength);
        return Encoding.UTF8.GetString(body.ToArray());
    }

    private static string Sorted(JToken token, params string[] names)
    {
        var sorted = new JObject();
        foreach (var name in names)
            sorted[name] = token[name];
        Assert.Equal(sorted.Count, ((JObject)token).Count);
        return sorted.ToString(Newtonsoft.Json.Formatting.None);
    }

    private static bool SameButForDates(JToken expected, JToken actual)
    {
        if (expected is JObject left && actual is JObject right)
            return left.Count == right.Count && left.Properties().All(property => right[property.Name] is { } other && SameButForDates(property.Value, other));
        if (expected is JArray leftItems && actual is JArray rightItems)
            return leftItems.Count == rightItems.Count && leftItems.Zip(rightItems).All(pair => SameButForDates(pair.First, pair.Second));
        return JToken.DeepEquals(expected, actual)
            || (expected.Path is "timestamp" or "localTimestamp" && DateTimeOffset.Parse((string)expected!, null) == DateTimeOffset.Parse((string)actual!, null));
    }

    private sealed class Card
    {
        [Newtonsoft.Json.JsonProperty("theName")]
        [System.Text.Json.Serialization.JsonPropertyName("ignored")]
        public string? Name { get; set; }

        [Newtonsoft.Json.JsonIgnore]
        public string? Hidden { get; set; }

        public static Card Endless => new();
    }

    private sealed class DripStream(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(most, buffer.Length)], cancellationToken);
    }
}
