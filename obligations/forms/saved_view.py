"""A saved view's name, and who sees it."""

from django import forms

from obligations.models import SavedView


class ViewForm(forms.Form):
    """A new view, or what an old one is called."""

    name = forms.CharField(
        label="Name",
        max_length=80,
        help_text="So that you find it again: “Overdue under the licence”.",
    )
    sharing = forms.ChoiceField(
        label="Who sees it",
        choices=SavedView.Sharing,
        initial=SavedView.Sharing.PRIVATE,
        widget=forms.RadioSelect,
        help_text="Everybody sees in it only what their own walls allow.",
    )
