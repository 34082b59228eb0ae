"""How fast: Rasa's own channel, and the whole line, for the same messages.

    python -m benchmarks.throughput [messages] [conversations at once]

Conversations of eight messages follow one another. Run against a service started with the limits for measuring (see
docs/performance.md). Prints messages a second, the times of a reply, and how much memory each process takes.
"""

import asyncio
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Sequence

import httpx

from benchmarks.client import open_chat
from web.settings import Settings, settings

MESSAGES = (
    "how do i ask for an ehcp",
    "they have refused to assess him, what can we do",
    "hello",
    "what does the senco do",
    "we got the draft plan yesterday and half of it is missing, how long do we have to reply and who can help us read it",
    "thanks",
    "is mediation compulsory",
    "school say they cant meet need",
)


async def _rasa(http: httpx.AsyncClient, conversation: int, texts: Sequence[str]) -> list[float]:
    taken = []
    for text in texts:
        started = time.perf_counter()
        reply = await http.post("/webhooks/gateway/webhook", json={"sender": f"bench-{conversation}", "message": text})
        reply.raise_for_status()
        taken.append(time.perf_counter() - started)
    await http.delete(f"/webhooks/gateway/conversations/bench-{conversation}")
    return taken


async def _whole_line(http: httpx.AsyncClient, _conversation: int, texts: Sequence[str]) -> list[float]:
    async with open_chat(http) as chat:
        return [(await chat.say(text)).seconds for text in texts]


type Run = Callable[[httpx.AsyncClient, int, Sequence[str]], Awaitable[list[float]]]


async def _time(name: str, base_url: str, run: Run, messages: int, at_once: int) -> float:
    each = max(1, messages // at_once // len(MESSAGES))

    async def one_after_another(worker: int) -> list[float]:
        return [seconds for i in range(each) for seconds in await run(http, worker * each + i, MESSAGES)]

    async with httpx.AsyncClient(base_url=base_url, timeout=60, limits=httpx.Limits(max_connections=4 * at_once)) as http:
        await run(http, -1, MESSAGES[:2])
        started = time.perf_counter()
        taken = sorted(t for part in await asyncio.gather(*map(one_after_another, range(at_once))) for t in part)
        seconds = time.perf_counter() - started
    rate = len(taken) / seconds
    p50, p95 = (1000 * taken[int(len(taken) * p)] for p in (0.5, 0.95))
    print(f"{name:>12}, {at_once:2} at once: {rate:6.1f} messages/s, p50 {p50:5.0f} ms, p95 {p95:5.0f} ms")
    return rate


def _memory() -> None:
    listed = subprocess.run(["ps", "-eo", "rss=,args="], capture_output=True, text=True, check=True).stdout
    for line in listed.splitlines():
        kilobytes, command = line.split(None, 1)
        for name in ("-m web", "-m actions", "-m bot run"):
            if name in command and "keep.sh" not in command:
                print(f"{'memory':>12}, {name:<10}: {int(kilobytes) / 1000:6.0f} MB")


async def _main(config: Settings, messages: int, at_once: int) -> None:
    web = f"http://{config.host}:{config.port}"
    for conversations in (1, at_once):
        alone = await _time("Rasa alone", config.rasa_url, _rasa, messages, conversations)
        whole = await _time("whole line", web, _whole_line, messages, conversations)
        print(f"{'ratio':>12}: the whole line does {whole / alone:.2f} of what Rasa alone does")
    _memory()


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    asyncio.run(_main(settings(), *(given + [160, 8][len(given) :])))
