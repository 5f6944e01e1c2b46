/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-dialogs.h"

#include <glib/gi18n.h>
#include <string.h>

/* Narrower than this the second button is a picture, pixels. */
#define NARROW 600

typedef struct
{
  DectAnswerFunc callback;
  gpointer user_data;
  GDestroyNotify destroy;
  GtkWidget *entry;
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *question = data;

  if (question->destroy != NULL)
    question->destroy (question->user_data);
  g_free (question);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Question *question = user_data;

  if (question->entry == NULL)
    question->callback (response, question->user_data);
  else if (g_str_equal (response, "accept"))
    question->callback (gtk_editable_get_text (GTK_EDITABLE (question->entry)),
                        question->user_data);
  else
    question->callback (NULL, question->user_data);
}

static Question *
connect_question (AdwMessageDialog *dialog,
                  DectAnswerFunc callback,
                  gpointer user_data,
                  GDestroyNotify destroy)
{
  Question *question = g_new0 (Question, 1);

  question->callback = callback;
  question->user_data = user_data;
  question->destroy = destroy;
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, question_free, 0);
  return question;
}

void
dect_dialog_connect_answer (AdwMessageDialog *dialog,
                            DectAnswerFunc callback,
                            gpointer user_data,
                            GDestroyNotify destroy)
{
  g_return_if_fail (ADW_IS_MESSAGE_DIALOG (dialog));
  g_return_if_fail (callback != NULL);

  connect_question (dialog, callback, user_data, destroy);
}

void
dect_dialog_ask_save (GtkWindow *parent,
                      const char *title,
                      DectAnswerFunc callback,
                      gpointer user_data)
{
  AdwMessageDialog *dialog;

  g_return_if_fail (callback != NULL);

  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, _("Save changes?"), NULL));
  adw_message_dialog_format_body (
      dialog, _("The changes of “%s” will be lost if they are not saved."), title);
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "discard", _("_Discard"),
                                    "save", _("_Save"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "save");
  adw_message_dialog_set_close_response (dialog, "cancel");
  connect_question (dialog, callback, user_data, NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
dect_dialog_ask_discard (GtkWindow *parent,
                         const char *heading,
                         const char *body,
                         const char *accept,
                         DectAnswerFunc callback,
                         gpointer user_data)
{
  AdwMessageDialog *dialog;

  g_return_if_fail (callback != NULL);

  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, heading, body));
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "discard", accept, NULL);
  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (dialog, "cancel");
  connect_question (dialog, callback, user_data, NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
dect_dialog_ask_text (GtkWindow *parent,
                      const char *heading,
                      const char *label,
                      const char *text,
                      const char *accept,
                      DectAnswerFunc callback,
                      gpointer user_data,
                      GDestroyNotify destroy)
{
  AdwMessageDialog *dialog;
  GtkWidget *entry;

  g_return_if_fail (callback != NULL);

  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, heading, NULL));
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "accept", accept, NULL);
  adw_message_dialog_set_response_appearance (dialog, "accept", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "accept");
  adw_message_dialog_set_close_response (dialog, "cancel");
  entry = gtk_entry_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
  adw_message_dialog_set_extra_child (dialog, entry);
  connect_question (dialog, callback, user_data, destroy)->entry = entry;
  gtk_window_present (GTK_WINDOW (dialog));
}

void
dect_dialog_present (GtkWindow *dialog, GtkWindow *parent)
{
  int width, height;

  g_return_if_fail (GTK_IS_WINDOW (dialog));

  gtk_window_get_default_size (dialog, &width, &height);
  if (parent != NULL && gtk_widget_get_width (GTK_WIDGET (parent)) > 0)
    gtk_window_set_default_size (dialog, MIN (width, gtk_widget_get_width (GTK_WIDGET (parent))),
                                 MIN (height, gtk_widget_get_height (GTK_WIDGET (parent))));
  gtk_window_set_transient_for (dialog, parent);
  gtk_window_present (dialog);
}

void
dect_dialog_error (GtkWindow *parent, const char *heading, const char *detail)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, heading, detail));

  adw_message_dialog_add_response (dialog, "close", _("_Close"));
  adw_message_dialog_set_close_response (dialog, "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

/* At an overlay: its Toasts. */
#define TOASTS "dect-toasts"
/* At a toast: it offers to take back the newest step. */
#define OFFERS_UNDO "dect-offers-undo"
/* Libadwaita 1.2 crashes when a toast goes while it still comes, which takes it 300 ms. */
#define COMING_MS 700

/* The toasts of an overlay, which would line them up and show each for its time. */
typedef struct
{
  GtkWidget *overlay; /* owns this */
  AdwToast *shown;    /* nullable */
  AdwToast *next;     /* nullable; comes when @shown has gone */
  guint source;       /* until @shown has come */
  gboolean going;     /* @shown goes as soon as it has come */
} Toasts;

static void
toasts_free (gpointer data)
{
  Toasts *self = data;

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->shown);
  g_clear_object (&self->next);
  g_free (self);
}

static Toasts *
toasts_of (GtkWidget *overlay)
{
  Toasts *self = g_object_get_data (G_OBJECT (overlay), TOASTS);

  if (self != NULL)
    return self;
  self = g_new0 (Toasts, 1);
  self->overlay = overlay;
  g_object_set_data_full (G_OBJECT (overlay), TOASTS, self, toasts_free);
  return self;
}

static gboolean
come_cb (gpointer user_data)
{
  Toasts *self = user_data;
  g_autoptr (AdwToast) toast = g_object_ref (self->shown);

  self->source = 0;
  if (self->going)
    adw_toast_dismiss (toast);
  return G_SOURCE_REMOVE;
}

static void put_toast (Toasts *self, AdwToast *toast);

static void
dismissed_cb (GtkWidget *overlay, AdwToast *toast)
{
  Toasts *self = toasts_of (overlay);
  GtkRoot *root = gtk_widget_get_root (overlay);

  if (self->shown != toast)
    return;
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->shown);
  /* An overlay that is destroyed dismisses its toasts. */
  if (root == NULL || gtk_widget_in_destruction (GTK_WIDGET (root)))
    g_clear_object (&self->next);
  else if (self->next != NULL)
    put_toast (self, g_steal_pointer (&self->next));
}

static void
put_toast (Toasts *self, AdwToast *toast)
{
  self->shown = g_object_ref (toast);
  self->going = FALSE;
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->overlay), toast);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), self->overlay,
                           G_CONNECT_SWAPPED);
  /* After the frames that are due. */
  self->source = g_timeout_add_full (G_PRIORITY_LOW, COMING_MS, come_cb, self, NULL);
}

/* Its buttons do nothing from now on, whenever it goes. */
static void
let_go (Toasts *self)
{
  GtkWidget *title = adw_toast_get_custom_title (self->shown);
  g_autoptr (AdwToast) toast = g_object_ref (self->shown);

  adw_toast_set_button_label (toast, NULL);
  if (title != NULL)
    gtk_widget_set_sensitive (title, FALSE);
  self->going = TRUE;
  if (self->source == 0)
    adw_toast_dismiss (toast);
}

/* It takes the place of the one before: news that waited for it would come when it is none. */
static void
show_toast (GtkWidget *overlay, AdwToast *toast, gboolean undo)
{
  Toasts *self = toasts_of (overlay);

  g_object_set_data (G_OBJECT (toast), OFFERS_UNDO, GINT_TO_POINTER (undo));
  if (self->shown == NULL)
    {
      put_toast (self, toast);
      return;
    }
  g_clear_object (&self->next);
  self->next = toast;
  let_go (self);
}

AdwToast *
dect_toast_get (GtkWidget *widget)
{
  GtkWidget *overlay;
  Toasts *self;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  if (overlay == NULL)
    return NULL;
  self = toasts_of (overlay);
  if (self->next != NULL)
    return self->next;
  return self->going ? NULL : self->shown;
}

void
dect_toast_settle (GtkWidget *widget)
{
  AdwToast *toast;
  Toasts *self;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  toast = dect_toast_get (widget);
  if (toast == NULL || g_object_get_data (G_OBJECT (toast), OFFERS_UNDO) == NULL)
    return;
  self = toasts_of (gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY));
  if (self->next != NULL)
    g_clear_object (&self->next);
  else
    let_go (self);
}

/* What a toast has beside its words, pixels: margins, padding, the button that closes it. */
#define TOAST_SPACE 120
/* Beside the words of a button, pixels. */
#define BUTTON_SPACE 40

static int
words_width (GtkWidget *widget, const char *words)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, words);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/* libadwaita gives a toast its natural size: words that are to wrap must have their lines already.
 * @beside: room that buttons take, pixels. Returns: (transfer full): @text in lines. */
static char *
wrap_words (GtkWidget *overlay, const char *text, int beside)
{
  int width = gtk_widget_get_width (overlay) - TOAST_SPACE - beside;
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (overlay, text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  GString *lines = g_string_new (NULL);

  if (gtk_widget_get_width (overlay) == 0)
    width = G_MAXINT / PANGO_SCALE;
  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_width (layout, MAX (width, 100) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  for (int i = 0; i < pango_layout_get_line_count (layout); i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (layout, i);
      g_autofree char *words = g_strndup (text + line->start_index, (gsize) line->length);

      g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", g_strstrip (words));
    }
  return g_string_free (lines, FALSE);
}

static GtkWidget *
toast_label_new (GtkWidget *overlay, const char *text, int beside)
{
  g_autofree char *lines = wrap_words (overlay, text, beside);
  GtkWidget *label = gtk_label_new (lines);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  return label;
}

static void
add_toast (GtkWidget *widget, gboolean undo, char *text)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *owned = text;
  g_autofree char *markup = g_markup_escape_text (text, -1);
  g_autofree char *lines = NULL;
  AdwToast *toast;
  int beside;

  if (overlay == NULL)
    return;
  toast = adw_toast_new (markup);
  beside = undo ? words_width (overlay, _("_Undo")) + BUTTON_SPACE : 0;
  lines = wrap_words (overlay, text, beside);
  if (strchr (lines, '\n') != NULL)
    adw_toast_set_custom_title (toast, toast_label_new (overlay, text, beside));
  if (undo)
    {
      adw_toast_set_button_label (toast, _("_Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }
  show_toast (overlay, toast, undo);
}

void
dect_toast (GtkWidget *widget, const char *format, ...)
{
  va_list args;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  va_start (args, format);
  add_toast (widget, FALSE, g_strdup_vprintf (format, args));
  va_end (args);
}

void
dect_toast_undo (GtkWidget *widget, const char *format, ...)
{
  va_list args;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  va_start (args, format);
  add_toast (widget, TRUE, g_strdup_vprintf (format, args));
  va_end (args);
}

/* libadwaita has room for one button; the other stands in the title. */
static GtkWidget *
toast_title_new (GtkWidget *overlay, const char *text, const char *other)
{
  gboolean narrow = gtk_widget_get_width (overlay) < NARROW;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *undo = narrow ? gtk_button_new_from_icon_name ("edit-undo-symbolic")
                           : gtk_button_new_with_mnemonic (_("_Undo"));
  int beside = words_width (overlay, other) + BUTTON_SPACE
               + (narrow ? BUTTON_SPACE : words_width (overlay, _("_Undo")) + BUTTON_SPACE);
  GtkWidget *label = toast_label_new (overlay, text, beside);

  gtk_widget_set_hexpand (label, TRUE);
  if (narrow)
    gtk_widget_set_tooltip_text (undo, _("Undo"));
  gtk_widget_set_valign (undo, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (undo), "win.undo");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), undo);
  return box;
}

void
dect_toast_undo_or (
    GtkWidget *widget, const char *label, const char *action, const char *format, ...)
{
  g_autofree char *text = NULL;
  GtkWidget *overlay, *title;
  AdwToast *toast;
  va_list args;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  if (overlay == NULL)
    return;
  toast = adw_toast_new ("");
  title = toast_title_new (overlay, text, label);
  adw_toast_set_custom_title (toast, title);
  adw_toast_set_button_label (toast, label);
  adw_toast_set_action_name (toast, action);
  adw_toast_set_timeout (toast, 10);
  /* Undo answers it as the button of its own does. */
  g_signal_connect_object (gtk_widget_get_last_child (title), "clicked",
                           G_CALLBACK (adw_toast_dismiss), toast,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  show_toast (overlay, toast, TRUE);
}

void
dect_tooltip_set_text (GtkTooltip *tooltip, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 52);
  gtk_tooltip_set_custom (tooltip, label);
}
