using System.Net;
using System.Net.Http.Headers;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Rest;
using Newtonsoft.Json.Linq;
using NodaTime;
using SupportBot.Resources;
using SupportBot.Teams;
using SupportBot.Tickets;

namespace SupportBot.Tests.Teams;

/// <summary>Whom the bot asks for a file, whom it shows its token, and when it has had enough.</summary>
public sealed class TeamsFilesTests
{
    private const string Connector = "https://smba.trafficmanager.net/emea/";
    private const string Picture = Connector + "v3/attachments/1/views/original";
    private const string Download = "https://contoso-my.sharepoint.com/personal/bo/_layouts/15/download.aspx?tempauth=x";

    private readonly Web web = new();
    private readonly KeptFiles kept = new();

    [Theory]
    [InlineData("https://evil.example/a")]
    [InlineData("http://contoso-my.sharepoint.com/a")]
    [InlineData("https://contoso-my.sharepoint.com:8443/a")]
    [InlineData("https://contoso-my.sharepoint.com.evil.example/a")]
    [InlineData("https://contoso-my.sharepoint.com@evil.example/a")]
    [InlineData("https://evilsharepoint.com/a")]
    [InlineData("https://other.trafficmanager.net/v3/attachments/1/views/original")]
    [InlineData("https://169.254.169.254/metadata")]
    [InlineData("http://127.0.0.1/a")]
    [InlineData("ftp://contoso-my.sharepoint.com/a")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("")]
    public async Task A_host_that_is_not_Teams_gets_no_request_at_all(string url)
    {
        var received = await ReceiveAsync(File("a.log", url), Inline("b.png", url));

        Assert.Equal([("a.log", FileRefusal.NotFetched), ("b.png", FileRefusal.NotFetched)], received.Refused);
        Assert.Empty(received.Kept);
        Assert.Empty(web.Requests);
        Assert.Empty(kept.Files);
    }

    [Fact]
    public async Task The_token_goes_to_the_Connector_for_its_attachments_and_to_nobody_else()
    {
        const string OfConnectorElsewhere = Connector + "v3/conversations/1";
        const string OnSharePoint = "https://contoso.sharepoint.com/v3/attachments/1/views/original";

        await ReceiveAsync(Inline("a.png", Picture), File("b.log", Download), Inline("c.png", OnSharePoint), Inline("d.png", OfConnectorElsewhere), File("e.log", Picture));

        Assert.Equal(
            [(Picture, "Bearer secret"), (Download, null), (OnSharePoint, null), (OfConnectorElsewhere, null), (Picture, null)],
            web.Requests.Select(request => (request.Url, request.Authorization)));
    }

    [Fact]
    public async Task A_redirect_is_followed_to_Teams_hosts_only_and_takes_no_token_along()
    {
        web.Redirects[Picture] = Download;
        web.Redirects["https://contoso.sharepoint.com/a"] = "https://evil.example/a";
        web.Redirects["https://contoso.sharepoint.com/b"] = "/b";
        web.Redirects["https://contoso.sharepoint.com/c"] = "http://contoso.sharepoint.com/c";

        var received = await ReceiveAsync(
            Inline("ok.png", Picture), File("a.log", "https://contoso.sharepoint.com/a"), File("b.log", "https://contoso.sharepoint.com/b"), File("c.log", "https://contoso.sharepoint.com/c"));

        Assert.Equal("ok.png", Assert.Single(received.Kept).Name);
        Assert.Equal(["a.log", "b.log", "c.log"], received.Refused.Select(each => each.Name));
        Assert.Equal([(Picture, "Bearer secret"), (Download, null)], web.Requests.Take(2).Select(request => (request.Url, request.Authorization)));
        Assert.All(web.Requests, request => Assert.True(request.Url == Picture || request.Url.StartsWith("https://contoso", StringComparison.Ordinal), request.Url));
        Assert.Equal(4, web.Requests.Count(request => request.Url.EndsWith("/b", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(5L)]
    [InlineData(long.MaxValue)]
    public async Task What_is_too_large_is_read_to_the_limit_and_no_further_whatever_its_length_is_said_to_be(long? saidLength)
    {
        var endless = new Endless();
        web.Answers[Download] = () => new StreamContent(endless) { Headers = { ContentLength = saidLength } };

        var received = await ReceiveAsync(File("dump.log", Download), Inline("ok.png", Picture));

        Assert.Equal([("dump.log", FileRefusal.TooLarge)], received.Refused);
        Assert.Equal("ok.png", Assert.Single(received.Kept).Name);
        Assert.InRange(endless.Read, 0, TicketAttachment.LargestSize + (128 * 1024));
    }

    [Fact]
    public async Task What_does_not_come_or_breaks_off_is_refused_by_name()
    {
        web.Answers["https://contoso.sharepoint.com/silent"] = () => new StreamContent(new Silent());
        web.Answers["https://contoso.sharepoint.com/broken"] = () => new StreamContent(new Broken());
        web.Statuses["https://contoso.sharepoint.com/gone"] = HttpStatusCode.Gone;
        web.Failures.Add("https://contoso.sharepoint.com/down");

        var received = await ReceiveAsync([.. new[] { "silent", "broken", "gone", "down" }.Select(name => File(name + ".log", "https://contoso.sharepoint.com/" + name))]);

        Assert.Equal(["silent.log", "broken.log", "gone.log", "down.log"], received.Refused.Select(each => each.Name));
        Assert.All(received.Refused, each => Assert.Equal(FileRefusal.NotFetched, each.Why));
        Assert.Empty(kept.Files);
    }

    [Fact]
    public async Task A_turn_that_runs_again_fetches_nothing_twice()
    {
        var first = await ReceiveAsync(Inline(null, Picture), File("b.log", Download));

        var second = await ReceiveAsync(Inline(null, Picture), File("b.log", Download));

        Assert.Equal(first.Kept, second.Kept);
        Assert.Equal(2, web.Requests.Count);
        Assert.Equal(2, kept.Files.Count);
    }

    [Fact]
    public async Task A_file_of_a_refused_name_is_not_even_fetched()
    {
        var received = await ReceiveAsync(File(@"C:\tools\setup.exe", Download));

        Assert.Equal([("setup.exe", FileRefusal.Program)], received.Refused);
        Assert.Empty(web.Requests);
    }

    [Fact]
    public async Task Rich_text_quotes_and_cards_are_no_files_and_what_comes_in_another_way_is_named()
    {
        var received = await ReceiveAsync(
            new Attachment("text/html", content: "<p>x</p>"),
            new Attachment("messageReference", content: "{}"),
            new Attachment("application/vnd.microsoft.card.adaptive", content: new JObject()),
            new Attachment("reference", "https://contoso.sharepoint.com/a.docx", name: "a.docx"));

        Assert.Empty(received.Kept);
        Assert.Equal([("a.docx", FileRefusal.NotFetched)], received.Refused);
        Assert.Empty(web.Requests);
    }

    [Fact]
    public async Task There_is_room_for_so_many_and_the_others_are_named()
    {
        var received = await Files().ReceiveAsync(Message([File("a.log", Download), File("b.log", Download)]), room: 1, Texts.In("pt-PT"), default);

        Assert.Equal("a.log", Assert.Single(received.Kept).Name);
        Assert.Equal([("b.log", FileRefusal.TooMany)], received.Refused);
    }

    [Fact]
    public void Without_an_app_id_only_this_machine_is_asked_and_in_development_only()
    {
        var (trying, strict) = (new TeamsHosts(hasAppId: false, isDevelopment: true), new TeamsHosts(hasAppId: true, isDevelopment: false));
        var (here, there) = (new Uri("http://127.0.0.1:5300/files/1"), new Uri(Download));

        Assert.Equal((true, false), (trying.MayFetch(here), trying.MayFetch(there)));
        Assert.Equal((false, true), (strict.MayFetch(here), strict.MayFetch(there)));
    }

    private Task<ReceivedFiles> ReceiveAsync(params Attachment[] sent) => Files().ReceiveAsync(Message(sent), TicketAttachment.MostAtOnce, Texts.In("en"), default);

    private TeamsFiles Files()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["MicrosoftAppId"] = Guid.NewGuid().ToString() }).Build();
        var authentication = new ConfigurationBotFrameworkAuthentication(configuration, new Signing(), httpClientFactory: web);
        var hosts = new TeamsHosts(hasAppId: true, isDevelopment: false);
        return new TeamsFiles(web, new TeamsConnector(authentication, new BotIdentity("app")), hosts, kept, NullLogger<TeamsFiles>.Instance) { LongestFetch = TimeSpan.FromMilliseconds(100) };
    }

    private static Activity Message(IList<Attachment> sent) => new()
    {
        Id = "1", Type = ActivityTypes.Message, ServiceUrl = Connector, Conversation = new ConversationAccount { Id = "a:1" }, Attachments = sent,
    };

    private static Attachment File(string name, string url) =>
        new("application/vnd.microsoft.teams.file.download.info", "https://contoso.sharepoint.com/shown", new JObject { ["downloadUrl"] = url }, name);

    private static Attachment Inline(string? name, string url) => new("image/*", url, name: name);

    /// <summary>Signs what it is asked to sign.</summary>
    private sealed class Signing : ServiceClientCredentialsFactory
    {
        public override Task<bool> IsValidAppIdAsync(string appId, CancellationToken cancellationToken) => Task.FromResult(true);

        public override Task<bool> IsAuthenticationDisabledAsync(CancellationToken cancellationToken) => Task.FromResult(false);

        public override Task<ServiceClientCredentials> CreateCredentialsAsync(string appId, string audience, string loginEndpoint, bool validateAuthority, CancellationToken cancellationToken) =>
            Task.FromResult<ServiceClientCredentials>(new Secret());

        private sealed class Secret : ServiceClientCredentials
        {
            public override Task ProcessHttpRequestAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "secret");
                return Task.CompletedTask;
            }
        }
    }

    /// <summary>Every host there is; each answers with a line of text unless told otherwise.</summary>
    private sealed class Web : HttpMessageHandler, IHttpClientFactory
    {
        public List<(string Url, string? Authorization)> Requests { get; } = [];

        public Dictionary<string, string> Redirects { get; } = [];

        public Dictionary<string, Func<HttpContent>> Answers { get; } = [];

        public Dictionary<string, HttpStatusCode> Statuses { get; } = [];

        public HashSet<string> Failures { get; } = [];

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var url = request.RequestUri!.ToString();
            Requests.Add((url, request.Headers.Authorization?.ToString()));
            if (Failures.Contains(url)) throw new HttpRequestException("Nobody is there.");
            var response = new HttpResponseMessage(Redirects.ContainsKey(url) ? HttpStatusCode.Found : Statuses.GetValueOrDefault(url, HttpStatusCode.OK));
            if (Redirects.TryGetValue(url, out var location)) response.Headers.Location = new Uri(location, UriKind.RelativeOrAbsolute);
            response.Content = Answers.TryGetValue(url, out var answer) ? answer() : new StringContent("a line");
            return Task.FromResult(response);
        }
    }

    private abstract class Source : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Only read without waiting.");

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    private sealed class Endless : Source
    {
        public new long Read { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Read += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }

    private sealed class Silent : Source
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }

    private sealed class Broken : Source
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("The connection was reset.");
    }

    private sealed class KeptFiles : IAttachments
    {
        public Dictionary<string, TicketAttachment> Files { get; } = [];

        public Task<TicketAttachment?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(Files.GetValueOrDefault(id));

        public Task KeepAsync(TicketAttachment attachment, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        {
            Assert.Equal(attachment.Size, content.Length);
            Files.Add(attachment.Id, attachment);
            return Task.CompletedTask;
        }

        public Task<byte[]?> ReadAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> ReserveAsync(IReadOnlyList<TicketAttachment> attachments, TicketNumber number, CommandKey key, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<UnsettledAttachment>> UnsettledAsync(Instant now, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task SettleAsync(UnsettledAttachment unsettled, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task PostponeAsync(UnsettledAttachment unsettled, Instant until, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task DeleteAsync(UnsettledAttachment unsettled, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
