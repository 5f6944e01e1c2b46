/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-contact-view.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "dect-commission-log.h"
#include "model/dect-locale.h"
#include "store/dect-peer.h"

enum
{
  FACT_SUBJECT,
  FACT_NAMES,
  FACT_VALID,
  FACT_ISSUER,
  FACT_WHOLE,
  N_FACTS,
};

struct _DectContactView
{
  AdwBin parent_instance;
  GtkLabel *heading;
  GtkLabel *why;
  GtkWidget *keys;
  GtkWidget *old_child;
  GtkLabel *old_key;
  GtkLabel *new_title;
  GtkLabel *new_key;
  AdwPreferencesGroup *facts;
  GtkCheckButton *compared;
  GtkButton *accept;
  AdwActionRow *rows[N_FACTS];

  DectPbxCertificate *certificate;
};

enum
{
  ACCEPTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DectContactView, dect_contact_view, ADW_TYPE_BIN)

static const char *const fact_titles[N_FACTS] = {
  N_("For"),
  N_("Names and addresses"),
  N_("Valid"),
  N_("Signed by"),
  N_("Fingerprint of the whole certificate (SHA-256), as browsers show it"),
};

static void
compared_cb (DectContactView *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept),
                            gtk_check_button_get_active (self->compared));
}

static void
accept_cb (DectContactView *self)
{
  if (self->certificate != NULL && gtk_check_button_get_active (self->compared))
    g_signal_emit (self, signals[ACCEPTED], 0);
}

static void
dect_contact_view_dispose (GObject *object)
{
  DectContactView *self = DECT_CONTACT_VIEW (object);

  g_clear_pointer (&self->certificate, dect_pbx_certificate_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_CONTACT_VIEW);
  G_OBJECT_CLASS (dect_contact_view_parent_class)->dispose (object);
}

static void
dect_contact_view_class_init (DectContactViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_contact_view_dispose;
  signals[ACCEPTED] = g_signal_new ("accepted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-contact-view.ui");
  gtk_widget_class_bind_template_child (widget_class, DectContactView, heading);
  gtk_widget_class_bind_template_child (widget_class, DectContactView, why);
  gtk_widget_class_bind_template_child (widget_class, DectContactView, keys);
  gtk_widget_class_bind_template_child (widget_class, DectContactView, old_child);
  gtk_widget_class_bind_template_child (widget_class, DectContactView, old_key);
  gtk_widget_class_bind_template_child (widget_class, DectContactView, new_title);
  gtk_widget_class_bind_template_child (widget_class, DectContactView, new_key);
  gtk_widget_class_bind_template_child (widget_class, DectContactView, facts);
  gtk_widget_class_bind_template_child (widget_class, DectContactView, compared);
  gtk_widget_class_bind_template_child (widget_class, DectContactView, accept);
  gtk_widget_class_bind_template_callback (widget_class, compared_cb);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
}

static void
dect_contact_view_init (DectContactView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_FACTS; i++)
    {
      GtkWidget *row = adw_action_row_new ();

      self->rows[i] = ADW_ACTION_ROW (row);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(fact_titles[i]));
      adw_action_row_set_title_lines (self->rows[i], 0);
      adw_action_row_set_subtitle_lines (self->rows[i], 0);
      gtk_widget_add_css_class (row, "property");
      adw_preferences_group_add (self->facts, row);
    }
  dect_accessible_name_lists (GTK_WIDGET (self), _("Certificate of the PBX"));
}

/* --- Showing ------------------------------------------------------------------------------------- */

static char *
dup_validity (const DectPbxCertificate *certificate)
{
  g_autofree char *from = dect_locale_dup_time (certificate->not_before);
  g_autofree char *until = dect_locale_dup_time (certificate->not_after);

  if (certificate->not_after == 0)
    return g_strdup (_("not told"));
  /* Translators: validity of a certificate: two dates */
  return g_strdup_printf (_("%s to %s"), from, until);
}

static void
show_fact (DectContactView *self, guint fact, const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text != NULL ? text : "", -1);

  adw_action_row_set_subtitle (self->rows[fact], markup);
  gtk_widget_set_visible (GTK_WIDGET (self->rows[fact]), text != NULL && *text != '\0');
}

static void
show_facts (DectContactView *self)
{
  const DectPbxCertificate *certificate = self->certificate;
  g_autofree char *names = g_strjoinv (", ", certificate->names);
  g_autofree char *validity = dup_validity (certificate);
  g_autofree char *whole = dect_peer_pin_to_text (certificate->sha256);

  show_fact (self, FACT_SUBJECT, certificate->subject);
  show_fact (self, FACT_NAMES, names);
  show_fact (self, FACT_VALID, validity);
  show_fact (self, FACT_ISSUER,
             certificate->self_signed ? _("itself (self-signed)") : certificate->issuer);
  show_fact (self, FACT_WHOLE, whole);
}

static void
show_words (DectContactView *self, gboolean changed)
{
  const char *distrust = self->certificate->distrust;
  g_autofree char *why = NULL;

  if (changed)
    why = g_strdup (_(
        "Nothing was sent. If the PBX was set up anew, or its name changed, its key may rightly be "
        "another one. If nobody knows of that, somebody stands between: do not go on."));
  else if (distrust != NULL)
    why = g_strdup_printf (
        _("Nothing was sent, because this computer does not know whom it talks to: %s. Have "
           "somebody read the fingerprint from the PBX’s own page on the telephone."),
        distrust);
  else
    why = g_strdup (_(
        "Nothing was sent yet. Have somebody read the fingerprint from the PBX’s own page on the "
        "telephone."));
  gtk_label_set_text (self->heading, changed ? _("The PBX shows another key than before")
                                             : _("First contact: is this your PBX?"));
  gtk_label_set_text (self->why, why);
  gtk_label_set_text (self->new_title,
                      changed ? _("Shown now") : _("Fingerprint of the key (SHA-256)"));
  gtk_button_set_label (self->accept, changed ? _("_Accept the new key") : _("_Accept this key"));
  if (changed)
    gtk_widget_add_css_class (GTK_WIDGET (self->heading), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->heading), "error");
}

void
dect_contact_view_set (DectContactView *self,
                       const DectPbxCertificate *certificate,
                       DectPbxProfile *profile)
{
  g_autofree char *new_key = NULL;
  gboolean changed;

  g_return_if_fail (DECT_IS_CONTACT_VIEW (self));
  g_return_if_fail (certificate == NULL || profile != NULL);

  if (certificate != NULL && self->certificate != NULL
      && g_str_equal (certificate->sha256, self->certificate->sha256)
      && gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  g_clear_pointer (&self->certificate, dect_pbx_certificate_free);
  gtk_widget_set_visible (GTK_WIDGET (self), certificate != NULL);
  gtk_check_button_set_active (self->compared, FALSE);
  if (certificate == NULL)
    return;
  self->certificate = dect_pbx_certificate_copy (certificate);
  changed = dect_pbx_certificate_compare_pin (certificate, profile) == DECT_PBX_PIN_CHANGED;
  new_key = dect_peer_pin_to_text (certificate->spki_sha256);
  gtk_label_set_text (self->new_key, new_key);
  if (changed)
    {
      g_autofree char *old_key = dect_peer_pin_to_text (profile->spki_sha256);

      gtk_label_set_text (self->old_key, old_key);
    }
  gtk_widget_set_visible (self->old_child, changed);
  show_words (self, changed);
  show_facts (self);
}

const DectPbxCertificate *
dect_contact_view_get_certificate (DectContactView *self)
{
  g_return_val_if_fail (DECT_IS_CONTACT_VIEW (self), NULL);

  return self->certificate;
}
