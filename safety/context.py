"""What surrounds a danger word and takes it away or brings it back, in the order of `rules/context.txt`."""

from safety.rule import Phrases
from safety.rulefile import read_section


def _phrases(name: str) -> Phrases:
    return Phrases(read_section("context", name))


TOPIC = _phrases("topic")  # a danger named beside what is taught, written, planned or funded about it
GENERAL = _phrases("general")  # somebody in general, nobody whom the writer knows
PROCEDURE = _phrases("procedure")  # schools and staff, asked about in general
STORY = _phrases("story")  # works, characters and games
LONG_AGO = _phrases("long_ago")  # a time long gone
RECENT = _phrases("recent")  # now, or days ago
REOPENED = _phrases("reopened")  # what was over has begun again
RESOLVED = _phrases("resolved")  # it is over
COMPLETED = _phrases("completed")  # somebody died: others grieve
ACCIDENT = _phrases("accident")  # hurt by accident
ON_PURPOSE = _phrases("on_purpose")  # not by accident
BULLYING = _phrases("bullying")  # other children, who have their own road
GIVEN_IN_A_FORM = _phrases("given_in_a_form")  # history told for a form
HURT = _phrases("hurt")  # words for being hurt
TOLD_IN_WRITING = _phrases("told_in_writing")  # somebody writes or draws it
TAKEN_BACK = _phrases("taken_back")  # "ignore me"
ABOUT_THE_PROCESS = _phrases("about_the_process")  # the forms, the council, the school run
TEACHING = _phrases("teaching")  # where something is taught or asked about in general
CONCRETE = _phrases("concrete")  # somebody whom the writer knows
PERSON = _phrases("person")  # anybody at all
ADULT = _phrases("adult")  # grown-ups around a child
AT_SCHOOL = _phrases("at_school")  # places that a child may want to leave
PLAY = _phrases("play")  # sport, games and hobbies, where hitting and beating are play
PETS_AND_GRIEF = _phrases("pets_and_grief")  # animals and mourning
FOUND_AGAIN = _phrases("found_again")  # who was missing is back
