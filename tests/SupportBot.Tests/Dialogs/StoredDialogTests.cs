using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Dialogs;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SupportBot.Dialogs;
using SupportBot.Notifications;
using SupportBot.Resources;
using SupportBot.Storage;
using SupportBot.Tickets;
using static SupportBot.Tests.Dialogs.Chat;

namespace SupportBot.Tests.Dialogs;

/// <summary>
/// Conversations as a bot before this one stored them. What is stored once is read for ever: add recordings, change none.
/// </summary>
public sealed class StoredDialogTests
{
    private static readonly Texts English = Texts.In("en-GB");

    [Fact]
    public async Task Where_the_service_was_asked_it_is_answered()
    {
        var stored = Recorded("service-asked");
        var chat = new Chat(storage: stored);

        await chat.Story
            .Send("neither of them")
            .AssertReply(Says(English.AskWhichServiceAgain))
            .Send("Azure")
            .AssertReply(IsSummary(Service.Azure))
            .Send("send")
            .StartTestAsync();

        Assert.Empty(chat.Replies());
        Assert.Equal(GetSupportDialog.ToBeSent, chat.Result.Result);
        Assert.Equal(("nonce-1", "A-1001", 0), (chat.Talk.Draft!.Nonce, chat.Talk.Draft.Number, chat.Numbers.Taken));
    }

    [Fact]
    public async Task Where_words_were_asked_they_begin_the_request()
    {
        var chat = new Chat(storage: Recorded("words-asked"));

        await chat.Story.Send("🙂").AssertReply(Says(English.AskInWords)).Send("Teams fails").AssertReply(IsSummary(Service.Microsoft365)).StartTestAsync();

        Assert.Equal("Teams fails", chat.Talk.Draft!.Request.Description);
    }

    [Fact]
    public async Task Where_the_summary_was_shown_words_are_added_and_it_is_sent()
    {
        var chat = new Chat(storage: Recorded("summary-shown"));

        await chat.Story.Send("Since Monday").AssertReply(Says(English.SummaryAdded)).Send("send").StartTestAsync();

        Assert.Equal(GetSupportDialog.ToBeSent, chat.Result.Result);
        Assert.Equal("Azure fails\n\nSince Monday", chat.Talk.Draft!.Request.Description);
    }

    [Fact]
    public async Task All_that_a_chat_remembers_is_read_again()
    {
        var chat = new Chat(storage: Recorded("service-asked"));

        await chat.TurnAsync((_, _) => Task.CompletedTask);

        var (expected, talk) = (Remembered(), chat.Talk);
        Assert.Equal(expected.Answered, talk.Answered);
        Assert.Equal(
            (expected.Address, expected.Welcomed, expected.Draft, expected.ServiceKnown, expected.Discarded, expected.WantsPerson, expected.LastFiled),
            (talk.Address, talk.Welcomed, talk.Draft, talk.ServiceKnown, talk.Discarded, talk.WantsPerson, talk.LastFiled));
        Assert.Equal(expected.Parked, talk.Parked);
    }

    [Theory]
    [MemberData(nameof(Stories))]
    public async Task What_is_written_now_is_what_was_recorded(string name)
    {
        var stored = new TextStorage(null);

        await PlayAsync(name, stored);

        Assert.Equal(Comparable(Recorded(name).Text!), Comparable(stored.Text!));
    }

    public static TheoryData<string> Stories => ["service-asked", "words-asked", "summary-shown"];

    private static async Task PlayAsync(string name, IStorage storage)
    {
        var chat = new Chat(storage: storage);
        switch (name)
        {
            case "service-asked":
                await chat.Story.Send("Something odd happened. I do not know.").StartTestAsync();
                await chat.TurnAsync((_, talk) =>
                {
                    var all = Remembered();
                    (talk.Address, talk.Welcomed, talk.Discarded, talk.LastFiled) = (all.Address, all.Welcomed, all.Discarded, all.LastFiled);
                    talk.Parked.AddRange(all.Parked);
                    talk.Answered.AddRange(all.Answered);
                    return Task.CompletedTask;
                });
                break;
            case "words-asked":
                await chat.Story.Send("🙂").StartTestAsync();
                break;
            case "summary-shown":
                await chat.Story.Send("Azure fails").StartTestAsync();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such story.");
        }
    }

    private static Talk Remembered() => new()
    {
        Address = new Address(
            "72f988bf-0000-4000-8000-000000000001", "5f3d9c1e-0000-4000-8000-000000000002", "29:1abc", "Ana Silva", "a:1xyz", "https://smba.trafficmanager.net/emea/", "pt-PT", "Europe/Lisbon"),
        Welcomed = true,
        Draft = new Draft(
            "nonce-1",
            "A-1001",
            new Request("Something odd happened", "Something odd happened. I do not know.", Service.Other, Category.Technical, Affected.OnlyMe, WorkBlocked.No),
            WantsPerson: false),
        Discarded = new Draft(
            "nonce-0", "A-999", new Request("A fatura", "A fatura de 2026-11-24T09:30:00Z está errada", Service.Azure, Category.Billing, Affected.Everyone, WorkBlocked.Yes), WantsPerson: true),
        LastFiled = "A-998",
        Parked = { new ParkedWords("nonce-p", "Já funciona?\n\n\"sim\"", "f:17") },
        Answered =
        {
            new AnsweredTurn("f:15", 1795514400000, "0a1b2c3d4e5f", Sent: true, """[{"type":"message","text":"Olá"}]"""),
            new AnsweredTurn("f:16", 1795514400500, "0a1b2c3d4e5f", Sent: false, Outgoing: null),
        },
    };

    // The waterfall's own name is new each time; how a question is put was stored once and is now drawn when it is asked; an
    // empty list says what a missing one does.
    private static string Comparable(string text)
    {
        var document = JsonConvert.DeserializeObject<JObject>(text, new JsonSerializerSettings { DateParseHandling = DateParseHandling.None })!;
        foreach (var value in document.SelectTokens("$..['instanceId', 'version', 'prompt', 'retryPrompt', 'style']").ToList()) value.Parent!.Remove();
        foreach (var list in document.Descendants().OfType<JArray>().Where(list => list.Count == 0).ToList()) list.Parent!.Remove();
        return Sorted(document).ToString();
    }

    private static JToken Sorted(JToken token) => token switch
    {
        JObject json => new JObject(json.Properties().OrderBy(property => property.Name, StringComparer.Ordinal).Select(property => new JProperty(property.Name, Sorted(property.Value)))),
        JArray items => new JArray(items.Select(Sorted)),
        _ => token.DeepClone(),
    };

    private static TextStorage Recorded(string name) => new(File.ReadAllText(Repository.Path("tests", "SupportBot.Tests", "Dialogs", "Golden", name + ".json")));

    /// <summary>Keeps one chat as the bot's tables keep it: as text, with the bot's own allow-list.</summary>
    private sealed class TextStorage(string? text) : IStorage
    {
        private static readonly StateJson Json = new(StoredTypes.All.ToDictionary(type => type.Name, type => type.Type));

        public string? Text { get; private set; } = text;

        public Task<IDictionary<string, object>> ReadAsync(string[] keys, CancellationToken cancellationToken = default)
        {
            var found = new Dictionary<string, object>();
            if (Text is not null)
            {
                var document = new Dictionary<string, object>();
                Json.Read(Text, document);
                found[Assert.Single(keys)] = document;
            }

            return Task.FromResult<IDictionary<string, object>>(found);
        }

        public Task WriteAsync(IDictionary<string, object> changes, CancellationToken cancellationToken = default)
        {
            Text = Json.Write(Assert.IsType<IDictionary<string, object>>(Assert.Single(changes).Value, exactMatch: false));
            return Task.CompletedTask;
        }

        public Task DeleteAsync(string[] keys, CancellationToken cancellationToken = default) => throw new InvalidOperationException("A dialog deletes no state.");
    }
}
