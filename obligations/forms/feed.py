"""A new feed: what it shows, and its name in the other calendar."""

from django import forms

from obligations.queries.feeds import About


class FeedForm(forms.Form):
    """What a feed shows. The choices are what its owner may see."""

    about = forms.ChoiceField(label="What it shows")
    name = forms.CharField(
        label="Name",
        max_length=80,
        required=False,
        help_text="So that you know which is where: “Phone”, “Assistant’s Outlook”.",
    )

    def __init__(self, choices: list[About], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["about"].choices = [(c.value, c.words) for c in choices]  # type: ignore[attr-defined]
