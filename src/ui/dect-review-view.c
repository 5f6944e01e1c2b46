/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-review-view.h"

#include <glib/gi18n.h>

#include "dect-checklist-view.h"
#include "dect-commission-log.h"
#include "dect-conflict-view.h"
#include "dect-dialogs.h"
#include "dect-note.h"
#include "dect-wrap-box.h"
#include "model/dect-locale.h"

struct _DectReviewView
{
  AdwBin parent_instance;
  GtkLabel *state;
  DectNote *note;
  DectNote *left_out;
  DectConflictView *conflicts;
  DectChecklistView *checklist;
  DectDifferenceView *table;
  GtkWidget *remove_group;
  AdwActionRow *remove_row;
  GtkSwitch *remove;
  GtkButton *push;
  GtkButton *review;

  DectPbxSession *session;
  const DectPbxReview *shown; /* whose rows are in the table; only compared */
  guint64 listed;             /* generation of the site that the checklist shows */
  gboolean updating;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DectReviewView, dect_review_view, ADW_TYPE_BIN)

/* --- Words --------------------------------------------------------------------------------------- */

static char *
dup_revision (const DectPbxReview *review)
{
  JsonObject *base = review->base != NULL ? json_node_get_object (review->base) : NULL;
  gint64 revision
      = base != NULL ? json_object_get_int_member_with_default (base, "revision", 0) : 0;
  const char *modified
      = base != NULL ? json_object_get_string_member_with_default (base, "modified", NULL) : NULL;
  g_autoptr (GDateTime) date
      = modified != NULL ? g_date_time_new_from_iso8601 (modified, NULL) : NULL;
  g_autofree char *when = date != NULL ? dect_locale_dup_time (g_date_time_to_unix (date)) : NULL;

  if (base == NULL)
    return g_strdup (_("The PBX does not have this gateway yet."));
  if (when != NULL)
    return g_strdup_printf (_("The PBX is at revision %ld of %s."), (glong) revision, when);
  return g_strdup_printf (_("The PBX is at revision %ld."), (glong) revision);
}

/* Whether somebody else was there between this site's last push or review and now. */
static const char *
others_text (const DectPbxReview *review)
{
  if (review->last_etag == NULL)
    return "";
  return g_str_equal (review->last_etag, review->result->base_etag)
             ? _("Nobody else has changed it since you were there last.")
             : _("Somebody else has changed it since you were there last.");
}

static char *
dup_state (DectReviewView *self)
{
  const DectPbxReview *review = dect_pbx_session_get_review (self->session);
  g_autofree char *revision = NULL;

  if (dect_pbx_session_get_info (self->session) == NULL)
    return g_strdup (_("There is no connection to the PBX yet: go back to “Connect to the PBX”."));
  if (!dect_pbx_session_can_write (self->session))
    return g_strdup (_("This PBX is only read. Enter there by hand what the list says; the OMM "
                        "files of a later step are "
                        "written by Handover."));
  if (dect_pbx_session_get_task (self->session) == DECT_SESSION_REVIEW)
    return g_strdup (_("Comparing. Nothing is sent."));
  if (review == NULL)
    return g_strdup (_("Nothing has been sent. Compare the plan with what the PBX has now."));
  revision = dup_revision (review);
  /* Translators: first the revision of the PBX as a sentence, then a sentence on others, or nothing
   */
  return g_strstrip (
      g_strdup_printf (_("Nothing has been sent. %s %s"), revision, others_text (review)));
}

/* The sentence, then what the PBX or our own check named, one a line. */
static char *
dup_error (DectReviewView *self)
{
  const GError *error = dect_pbx_session_get_error (self->session, DECT_SESSION_REVIEW);
  GPtrArray *problems = dect_pbx_session_get_problems (self->session);
  GString *text;

  if (error == NULL)
    return NULL;
  text = g_string_new (error->message);
  for (guint i = 0; problems != NULL && i < MIN (problems->len, 10); i++)
    {
      const DectPbxProblem *problem = problems->pdata[i];

      if (!problem->warning)
        g_string_append_printf (text, "\n%s %s", problem->path, problem->message);
    }
  return g_string_free (text, FALSE);
}

static char *
dup_left_out (const DectPbxReview *review)
{
  GString *text;

  if (review->left_out->len == 0)
    return NULL;
  text = g_string_new (NULL);
  g_string_append_printf (
      text,
      ngettext ("%u thing of the plan cannot go to the PBX yet:",
                "%u things of the plan cannot go to the PBX yet:", review->left_out->len),
      review->left_out->len);
  for (guint i = 0; i < MIN (review->left_out->len, 5); i++)
    g_string_append_printf (text, "\n%s", ((DectPbxProblem *) review->left_out->pdata[i])->message);
  if (review->left_out->len > 5)
    g_string_append (text, "\n…");
  return g_string_free (text, FALSE);
}

/* --- Following the session ----------------------------------------------------------------------- */

static void
show_rows (DectReviewView *self)
{
  const DectPbxReview *review = dect_pbx_session_get_review (self->session);
  g_autoptr (GListStore) rows = NULL;

  if (self->shown == review)
    return;
  self->shown = review;
  rows = review != NULL ? dect_differences_new (review) : NULL;
  dect_difference_view_set_rows (self->table, G_LIST_MODEL (rows));
}

static void
show_remove (DectReviewView *self, const DectPbxReview *review)
{
  gboolean asked = review != NULL && review->remove;
  guint n = review == NULL
                ? 0
                : dect_difference_view_count (self->table, asked ? DECT_DIFFERENCE_REMOVED
                                                                 : DECT_DIFFERENCE_LEFT_OVER);
  g_autofree char *text
      = asked ? g_strdup_printf (
            ngettext (
                "%u record that this site pushed earlier is removed with the push; what others "
                "entered there stays.",
                "%u records that this site pushed earlier are removed with the push; what "
                "others entered there stays.",
                n),
            n)
              : g_strdup_printf (
                  ngettext ("%u record that this site pushed earlier is not in the plan any "
                            "more. It stays at the PBX unless you ask "
                            "for its removal; what others entered there always stays.",
                            "%u records that this site pushed earlier are not in the plan "
                            "any more. They stay at the PBX unless you "
                            "ask for their removal; what others entered there always stays.",
                            n),
                  n);

  gtk_widget_set_visible (self->remove_group, n > 0 || asked);
  adw_action_row_set_subtitle (self->remove_row, text);
}

static void
show_buttons (DectReviewView *self, const DectPbxReview *review)
{
  const DectPbxDiff *diff = review != NULL ? review->result->diff : NULL;
  guint n = diff != NULL ? diff->n_create + diff->n_update + diff->n_remove : 0;
  g_autofree char *label = g_strdup_printf (ngettext ("Push %u change", "Push %u changes", n), n);

  gtk_button_set_label (self->push, label);
  gtk_widget_set_visible (GTK_WIDGET (self->push),
                          n > 0 && review->merge == NULL
                              && !dect_pbx_session_review_is_stale (self->session));
  gtk_button_set_label (self->review,
                        review != NULL ? _("_Compare again") : _("_Compare with the PBX"));
  gtk_widget_set_visible (GTK_WIDGET (self->review),
                          dect_pbx_session_get_info (self->session) == NULL
                              || dect_pbx_session_can_write (self->session));
  if (review == NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->review), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->review), "suggested-action");
}

static void
show_note (DectReviewView *self, const DectPbxReview *review)
{
  g_autofree char *error = dup_error (self);
  g_autofree char *left_out = review != NULL ? dup_left_out (review) : NULL;

  dect_note_set (self->left_out, DECT_NOTE_WARNING, left_out);
  if (error != NULL)
    dect_note_set (self->note, DECT_NOTE_ERROR, error);
  else if (review != NULL && dect_pbx_session_review_is_stale (self->session))
    dect_note_set (self->note, DECT_NOTE_WARNING,
                   _("The plan has changed since this comparison. Compare again."));
  else if (review != NULL && dect_pbx_diff_is_empty (review->result->diff))
    dect_note_set (self->note, DECT_NOTE_GOOD,
                   _("The PBX has everything already, just as the plan says."));
  else
    dect_note_set (self->note, DECT_NOTE_INFO, NULL);
}

/* Worked out anew only when the plan changed: 254 base stations make a long list. */
static void
show_checklist (DectReviewView *self)
{
  DectDocument *document = dect_pbx_session_get_document (self->session);
  DectSite *site = dect_document_get_site (document);
  gboolean shown = dect_pbx_session_get_info (self->session) != NULL
                   && !dect_pbx_session_can_write (self->session);
  g_autoptr (DectSnapshot) snapshot = NULL;

  if (!shown)
    {
      dect_checklist_view_set (self->checklist, NULL, NULL);
      self->listed = G_MAXUINT64;
      return;
    }
  if (self->listed == dect_site_get_generation (site))
    return;
  self->listed = dect_site_get_generation (site);
  snapshot = dect_site_snapshot (site);
  dect_checklist_view_set (self->checklist, dect_pbx_session_get_profile (self->session)->checklist,
                           snapshot);
}

/* Bringing together comes before the difference: what is compared may change by it. */
static void
show_conflicts (DectReviewView *self, const DectPbxReview *review)
{
  gboolean open = review != NULL && review->merge != NULL
                  && !dect_pbx_session_review_is_stale (self->session);

  dect_conflict_view_set_merge (self->conflicts, open ? review->merge : NULL);
}

static void
session_changed_cb (DectReviewView *self)
{
  const DectPbxReview *review = dect_pbx_session_get_review (self->session);
  g_autofree char *state = dup_state (self);

  self->updating = TRUE;
  gtk_label_set_text (self->state, state);
  show_checklist (self);
  show_conflicts (self, review);
  show_rows (self);
  gtk_widget_set_visible (GTK_WIDGET (self->table),
                          review != NULL && review->merge == NULL
                              && dect_difference_view_count (self->table, DECT_N_DIFFERENCES) > 0);
  show_remove (self, review);
  show_buttons (self, review);
  show_note (self, review);
  gtk_widget_set_sensitive (GTK_WIDGET (self->remove),
                            dect_pbx_session_get_task (self->session) == DECT_SESSION_NOTHING);
  self->updating = FALSE;
}

static void
remove_cb (DectReviewView *self)
{
  if (!self->updating && self->session != NULL
      && dect_pbx_session_get_review (self->session) != NULL)
    dect_review_view_start (self);
}

static void
decided_cb (DectReviewView *self)
{
  if (self->session != NULL && !self->updating)
    g_signal_emit_by_name (self->session, "changed");
}

static void
show_left_over_cb (DectReviewView *self)
{
  dect_difference_view_choose (self->table, gtk_switch_get_active (self->remove)
                                                ? DECT_DIFFERENCE_REMOVED
                                                : DECT_DIFFERENCE_LEFT_OVER);
}

void
dect_review_view_take_merge (DectReviewView *self)
{
  g_autoptr (GError) error = NULL;
  guint n_left = 0;

  g_return_if_fail (DECT_IS_REVIEW_VIEW (self));

  if (self->session == NULL)
    return;
  if (!dect_pbx_session_take_merge (self->session, &n_left, &error))
    dect_note_set (self->note, DECT_NOTE_ERROR, error->message);
  else if (n_left > 0)
    dect_toast_undo (
        GTK_WIDGET (self),
        ngettext ("Taken over. The plan has no place for %u value of the PBX; it stays there.",
                  "Taken over. The plan has no place for %u values of the PBX; they stay there.",
                  n_left),
        n_left);
  else
    dect_toast_undo (GTK_WIDGET (self), "%s",
                     _("Both are brought together. Nothing has been sent."));
}

void
dect_review_view_start (DectReviewView *self)
{
  g_return_if_fail (DECT_IS_REVIEW_VIEW (self));

  if (self->session == NULL || !dect_pbx_session_can_write (self->session)
      || dect_pbx_session_get_task (self->session) != DECT_SESSION_NOTHING)
    return;
  dect_pbx_session_review (self->session, gtk_switch_get_active (self->remove));
}

DectDifferenceView *
dect_review_view_get_table (DectReviewView *self)
{
  g_return_val_if_fail (DECT_IS_REVIEW_VIEW (self), NULL);

  return self->table;
}

static void
dect_review_view_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  if (property_id == PROP_NARROW)
    g_object_get_property (G_OBJECT (DECT_REVIEW_VIEW (object)->table), "narrow", value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
dect_review_view_set_property (GObject *object,
                               guint property_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  if (property_id == PROP_NARROW)
    g_object_set_property (G_OBJECT (DECT_REVIEW_VIEW (object)->table), "narrow", value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
dect_review_view_dispose (GObject *object)
{
  DectReviewView *self = DECT_REVIEW_VIEW (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_REVIEW_VIEW);
  G_OBJECT_CLASS (dect_review_view_parent_class)->dispose (object);
}

static void
dect_review_view_class_init (DectReviewViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = dect_review_view_get_property;
  object_class->set_property = dect_review_view_set_property;
  object_class->dispose = dect_review_view_dispose;
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (DECT_TYPE_CHECKLIST_VIEW);
  g_type_ensure (DECT_TYPE_CONFLICT_VIEW);
  g_type_ensure (DECT_TYPE_NOTE);
  g_type_ensure (DECT_TYPE_WRAP_BOX);
  g_type_ensure (DECT_TYPE_DIFFERENCE_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-review-view.ui");
  gtk_widget_class_bind_template_child (widget_class, DectReviewView, state);
  gtk_widget_class_bind_template_child (widget_class, DectReviewView, note);
  gtk_widget_class_bind_template_child (widget_class, DectReviewView, left_out);
  gtk_widget_class_bind_template_child (widget_class, DectReviewView, conflicts);
  gtk_widget_class_bind_template_child (widget_class, DectReviewView, checklist);
  gtk_widget_class_bind_template_child (widget_class, DectReviewView, table);
  gtk_widget_class_bind_template_child (widget_class, DectReviewView, remove_group);
  gtk_widget_class_bind_template_child (widget_class, DectReviewView, remove_row);
  gtk_widget_class_bind_template_child (widget_class, DectReviewView, remove);
  gtk_widget_class_bind_template_child (widget_class, DectReviewView, push);
  gtk_widget_class_bind_template_child (widget_class, DectReviewView, review);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, decided_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_left_over_cb);
}

static void
dect_review_view_init (DectReviewView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
dect_review_view_set_session (DectReviewView *self, DectPbxSession *session)
{
  g_return_if_fail (DECT_IS_REVIEW_VIEW (self));
  g_return_if_fail (session == NULL || DECT_IS_PBX_SESSION (session));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  self->listed = G_MAXUINT64;
  self->shown = NULL;
  gtk_switch_set_active (self->remove, FALSE);
  if (session == NULL)
    return;
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  session_changed_cb (self);
}
