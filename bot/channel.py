"""The channel between the gateway and Rasa: a turn, readiness, and forgetting a conversation.

Rasa's own REST channel answers 200 with an empty list when a turn fails, writes the person's words to the log then, and has
no way to delete a conversation.
"""

from __future__ import annotations

import logging
from typing import Any, Awaitable, Callable, Text

import sqlalchemy as sa
from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

logger = logging.getLogger(__name__)


class GatewayInput(InputChannel):
    """POST /webhook takes {sender, message} and answers with the list of replies; 500 if the turn failed."""

    @classmethod
    def name(cls) -> Text:
        return "gateway"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        routes = Blueprint("gateway", __name__)

        @routes.route("/webhook", methods=["POST"])
        async def turn(request: Request) -> HTTPResponse:
            collector = CollectingOutputChannel()
            message = UserMessage(
                request.json["message"], collector, request.json["sender"], input_channel=self.name(), metadata={}
            )
            try:
                await on_new_message(message)
            except Exception as error:
                logger.error("turn failed: %s", type(error).__name__)
                return response.json([], status=500)
            return response.json(collector.messages)

        @routes.route("/ready", methods=["GET"])
        async def ready(request: Request) -> HTTPResponse:
            agent = request.app.ctx.agent
            is_ready = agent is not None and agent.is_ready()
            return response.json({"ready": is_ready}, status=200 if is_ready else 503)

        @routes.route("/conversations/<conversation_id>", methods=["DELETE"])
        async def forget(request: Request, conversation_id: str) -> HTTPResponse:
            agent = request.app.ctx.agent
            # A turn that the gateway gave up on may still be running, and would save the conversation again after its end.
            async with agent.lock_store.lock(conversation_id):
                await _forget(agent.tracker_store, conversation_id)
            return response.empty()

        return routes


async def _forget(store: Any, conversation_id: str) -> None:
    while hasattr(store, "_tracker_store"):
        store = store._tracker_store
    if isinstance(store, SQLTrackerStore):
        with store.session_scope() as session:
            session.execute(sa.delete(store.SQLEvent).where(store.SQLEvent.sender_id == conversation_id))
            session.commit()
    elif isinstance(store, InMemoryTrackerStore):
        store.store.pop(conversation_id, None)
    else:
        raise TypeError(f"{type(store).__name__} has no known way to forget a conversation")
