/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A click, or Enter, begins a note at that place; what is typed stays, however the typing ends, and
 * a note without a word goes. */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include <glib/gi18n.h>

/* Of the field to type into, pixels. */
#define FIELD_WIDTH_PX 220
#define FIELD_HEIGHT_PX 66

typedef struct
{
  DectCanvas *canvas;     /* the popover is its child */
  DectDocument *document; /* not owned: only compared */
  guint32 floor;
  guint32 id;   /* note that is changed; 0: a new one */
  DectPoint at; /* metres */
  GtkWidget *view;
} Question;

/* --- Typing --------------------------------------------------------------------------------------
 */

static void
closed_cb (Question *question)
{
  DectCanvas *canvas = question->canvas;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (question->view));
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  if (canvas->document == NULL || canvas->document != question->document
      || canvas->floor != question->floor)
    return;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  if (dect_canvas_put_remark (canvas, question->id, question->at, text) != 0)
    dect_canvas_set_tool (canvas, DECT_TOOL_SELECT);
}

/* Enter ends the note; with Shift it begins another line, as the field itself does it. */
static gboolean
key_cb (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        Question *question)
{
  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter && keyval != GDK_KEY_ISO_Enter)
      || (state & GDK_SHIFT_MASK) != 0)
    return FALSE;
  /* It may be meant for what the input method is composing. */
  if (gtk_text_view_im_context_filter_keypress (
          GTK_TEXT_VIEW (question->view),
          gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller))))
    return TRUE;
  dect_canvas_end_question (question->canvas);
  return TRUE;
}

static GtkWidget *
make_view (Question *question, const char *text)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Text of the note"), -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), question);
  gtk_widget_add_controller (view, keys);
  return view;
}

static GtkWidget *
build (Question *question, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *frame = gtk_scrolled_window_new ();
  GtkWidget *hint = gtk_label_new (_("Enter ends the note, Shift+Enter begins a new line."));

  question->view = make_view (question, text);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (frame), question->view);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (frame), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_has_frame (GTK_SCROLLED_WINDOW (frame), TRUE);
  gtk_widget_set_size_request (frame, FIELD_WIDTH_PX, FIELD_HEIGHT_PX);
  gtk_label_set_xalign (GTK_LABEL (hint), 0);
  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (hint), 28);
  gtk_widget_add_css_class (hint, "caption");
  gtk_widget_add_css_class (hint, "dim-label");
  gtk_box_append (GTK_BOX (box), frame);
  gtk_box_append (GTK_BOX (box), hint);
  return box;
}

/* @id: the note to be changed; 0: a new one at @at, metres. */
void
dect_canvas_ask_note (DectCanvas *self, guint32 id, DectPoint at)
{
  const DectRecord *record = dect_site_find_record (dect_document_get_site (self->document), id);
  const DectRemark *remark
      = record != NULL && record->kind == DECT_KIND_REMARK ? DECT_REMARK (record) : NULL;
  Question *question = g_new0 (Question, 1);
  GtkWidget *box;

  question->canvas = self;
  question->document = self->document;
  question->floor = self->floor;
  question->id = remark != NULL ? id : 0;
  question->at = remark != NULL ? (DectPoint){ remark->x_m, remark->y_m } : at;
  box = build (question, remark != NULL && remark->text != NULL ? remark->text : "");
  dect_canvas_ask (self, box, dect_view_transform_to_widget (&self->view, question->at), question,
                   g_free);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_RIGHT);
  g_signal_connect_swapped (self->popover, "closed", G_CALLBACK (closed_cb), question);
  gtk_widget_grab_focus (question->view);
}

/* --- Tool ----------------------------------------------------------------------------------------
 */

static void
note_release (DectCanvas *self, DectPoint at, GdkModifierType state, gboolean moved)
{
  dect_canvas_ask_note (
      self, dect_canvas_remark_at (self, dect_view_transform_to_widget (&self->view, at)), at);
}

static char *
note_hint (DectCanvas *self)
{
  return g_strdup (_("Click where the note belongs, then type it."));
}

const DectToolClass dect_tool_note = {
  .name = "note",
  .cursor = "text",
  .by_points = TRUE,
  .hint = note_hint,
  .release = note_release,
};
