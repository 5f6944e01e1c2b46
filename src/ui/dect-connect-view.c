/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-connect-view.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "dect-contact-view.h"
#include "dect-document-secrets.h"
#include "dect-file-chooser.h"
#include "dect-note.h"
#include "dect-profiles-dialog.h"
#include "dect-trial-view.h"
#include "dect-wrap-box.h"
#include "store/dect-keyring.h"

struct _DectConnectView
{
  AdwBin parent_instance;
  AdwComboRow *profiles;
  GtkEditable *address;
  GtkEditable *user;
  GtkEditable *password;
  GtkEditable *omm_password;
  GtkSwitch *remember;
  GtkLabel *known;
  DectTrialView *trial;
  DectContactView *contact;
  DectNote *note;
  DectNote *keyring_note;
  GtkWidget *connect;
  GtkWidget *open_profile;
  GtkWidget *edit_profiles;

  DectPbxSession *session;
  GPtrArray *choices; /* DectPbxProfile; NULL = the embedded PBX */
  GCancellable *cancellable;
  gboolean passwords_asked;
  gboolean store_when_connected;
  gboolean missing; /* the note says what is missing */
  gboolean kept;    /* the connection under way writes its profile */
};

G_DEFINE_FINAL_TYPE (DectConnectView, dect_connect_view, ADW_TYPE_BIN)

static DectSecrets *
secrets_of (DectConnectView *self)
{
  return dect_document_secrets (dect_pbx_session_get_document (self->session));
}

static const DectSiteInfo *
site_info (DectConnectView *self)
{
  return dect_site_get_info (
      dect_document_get_site (dect_pbx_session_get_document (self->session)));
}

/* --- Choices ------------------------------------------------------------------------------------- */

static void
profile_unref (gpointer profile)
{
  if (profile != NULL)
    dect_pbx_profile_unref (profile);
}

static DectPbxProfile *
chosen (DectConnectView *self)
{
  guint i = adw_combo_row_get_selected (self->profiles);

  return i < self->choices->len ? self->choices->pdata[i] : NULL;
}

/* A profile that names an address belongs to the person; its id makes the site find it again. */
static char *
own_profile_id (DectConnectView *self)
{
  return g_strdup_printf ("site-%.8s", site_info (self)->uuid);
}

static void
add_choice (DectConnectView *self, DectPbxProfile *profile)
{
  GtkStringList *titles = GTK_STRING_LIST (adw_combo_row_get_model (self->profiles));

  g_ptr_array_add (self->choices, profile);
  gtk_string_list_append (titles, profile != NULL ? dect_pbx_profile_get_label (profile)
                                                  : _("Embedded PBX on this computer"));
}

/* The one asked for where it is there; else its own one, else the one the site was made for. */
static void
fill_choices (DectConnectView *self, const char *wanted)
{
  g_auto (GStrv) ids = dect_pbx_profile_list ();
  g_autofree char *own = own_profile_id (self);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  const char *const ways[] = { wanted, own, site_info (self)->pbx_profile };
  guint selected = 0;

  g_ptr_array_set_size (self->choices, 0);
  adw_combo_row_set_model (self->profiles, G_LIST_MODEL (titles));
  add_choice (self, NULL);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      DectPbxProfile *profile = dect_pbx_profile_load (ids[i], NULL);

      if (profile != NULL)
        add_choice (self, profile);
    }
  for (guint way = 0; way < G_N_ELEMENTS (ways) && selected == 0; way++)
    for (guint i = 1; i < self->choices->len; i++)
      if (g_strcmp0 (((DectPbxProfile *) self->choices->pdata[i])->id, ways[way]) == 0)
        selected = i;
  adw_combo_row_set_selected (self->profiles, selected);
}

/* That of the profile itself where one was entered, else that of the site. */
static const char *
get_password (DectConnectView *self, DectPbxProfile *profile)
{
  g_autofree char *key = dect_profile_dup_secret_key (profile->id);
  const char *password = dect_secrets_get (secrets_of (self), DECT_SECRETS_SITE, key);

  return password != NULL
             ? password
             : dect_secrets_get (secrets_of (self), DECT_SECRETS_SITE, DECT_SECRETS_PBX_PASSWORD);
}

static void
profile_chosen_cb (DectConnectView *self)
{
  DectPbxProfile *profile = chosen (self);
  gboolean asks = profile != NULL;
  const char *password = asks && self->session != NULL ? get_password (self, profile) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->address), asks);
  gtk_widget_set_visible (GTK_WIDGET (self->user), asks && profile->auth == DECT_PBX_AUTH_BASIC);
  gtk_widget_set_visible (GTK_WIDGET (self->password), asks && profile->auth != DECT_PBX_AUTH_NONE);
  gtk_label_set_text (
      self->known,
      asks ? dect_pbx_profile_get_known (profile)
           : _("A gateway service of Handover’s own, on this computer and for it alone: to try "
                "things out, or to write the OMM files from. It is no telephone system."));
  if (!asks)
    return;
  gtk_editable_set_text (self->address, profile->base_url);
  gtk_editable_set_text (self->user, profile->username != NULL ? profile->username : "");
  if (password != NULL)
    gtk_editable_set_text (self->password, password);
}

static void
say (DectConnectView *self, DectNoteKind kind, const char *text)
{
  self->missing = TRUE;
  dect_note_set (self->note, kind, text);
}

static void
profile_opened_cb (GFile *file, gpointer user_data)
{
  DectConnectView *self = user_data;
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GError) error = NULL;
  DectPbxProfile *profile = NULL;

  if (self->session == NULL)
    return;
  if (path == NULL)
    {
      say (self, DECT_NOTE_ERROR, _("A profile must be a file of this computer."));
      return;
    }
  profile = dect_pbx_profile_load (path, &error);
  if (profile == NULL)
    {
      say (self, DECT_NOTE_ERROR, error->message);
      return;
    }
  add_choice (self, profile);
  adw_combo_row_set_selected (self->profiles, self->choices->len - 1);
}

static void
open_profile_cb (DectConnectView *self)
{
  dect_file_chooser_open (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                          _("Open a connection profile"), DECT_FILE_ANY, profile_opened_cb,
                          G_OBJECT (self));
}

static void
saved_cb (DectConnectView *self, const char *id)
{
  DectPbxProfile *before = chosen (self);
  g_autofree char *wanted = g_strdup (*id != '\0' ? id : before != NULL ? before->id : NULL);

  if (self->session == NULL)
    return;
  fill_choices (self, wanted);
  profile_chosen_cb (self);
}

static void
edit_profiles_cb (DectConnectView *self)
{
  DectProfilesDialog *dialog
      = dect_profiles_dialog_open (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                   dect_pbx_session_get_document (self->session));

  g_signal_connect_object (dialog, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
}

/* --- Passwords ----------------------------------------------------------------------------------- */

static void
omm_password_cb (DectConnectView *self)
{
  if (self->session != NULL)
    dect_secrets_set (secrets_of (self), DECT_SECRETS_SITE, DECT_SECRETS_OMM_PASSWORD,
                      gtk_editable_get_text (self->omm_password));
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectConnectView) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!dect_keyring_store_finish (result, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    dect_note_set (self->keyring_note, DECT_NOTE_WARNING, error->message);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectConnectView) self = user_data;
  g_autoptr (DectSecrets) found = dect_keyring_load_finish (result, NULL);
  const char *password;

  /* Without a keyring the person types; that is no news. */
  if (found == NULL || self->session == NULL || dect_secrets_is_empty (found))
    return;
  dect_secrets_merge (secrets_of (self), found);
  gtk_switch_set_active (self->remember, TRUE);
  password = dect_secrets_get (found, DECT_SECRETS_SITE, DECT_SECRETS_PBX_PASSWORD);
  if (password != NULL && *gtk_editable_get_text (self->password) == '\0')
    gtk_editable_set_text (self->password, password);
  password = dect_secrets_get (found, DECT_SECRETS_SITE, DECT_SECRETS_OMM_PASSWORD);
  if (password != NULL && *gtk_editable_get_text (self->omm_password) == '\0')
    gtk_editable_set_text (self->omm_password, password);
}

void
dect_connect_view_load_passwords (DectConnectView *self)
{
  g_return_if_fail (DECT_IS_CONNECT_VIEW (self));

  if (self->passwords_asked || self->session == NULL)
    return;
  self->passwords_asked = TRUE;
  dect_keyring_load_async (site_info (self)->uuid, self->cancellable, loaded_cb,
                           g_object_ref (self));
}

static void
store_passwords (DectConnectView *self)
{
  self->store_when_connected = FALSE;
  dect_note_set (self->keyring_note, DECT_NOTE_INFO, NULL);
  dect_keyring_store_async (site_info (self)->uuid, site_info (self)->name, secrets_of (self),
                            self->cancellable, stored_cb, g_object_ref (self));
}

/* --- Following the session ----------------------------------------------------------------------- */

static void
show_info (DectConnectView *self, const DectPbxInfo *info)
{
  DectPbxProfile *profile = dect_pbx_session_get_profile (self->session);
  gboolean open = dect_pbx_session_is_plain (self->session);
  /* Translators: product, version, address of a PBX */
  g_autofree char *text = g_strdup_printf (_("Connected to %s %s at %s."), info->product,
                                           info->version, profile->base_url);

  dect_note_set (self->note, open ? DECT_NOTE_WARNING : DECT_NOTE_GOOD, text);
}

/* A connection that wrote its profile is found again in the list. */
static void
show_kept (DectConnectView *self)
{
  DectPbxProfile *profile = dect_pbx_session_get_profile (self->session);

  self->kept = FALSE;
  fill_choices (self, profile->id);
}

/* What a step of the test says already is not said again. */
static void
show_error (DectConnectView *self, const GError *error)
{
  const DectPbxTrialReport *reports = dect_pbx_session_get_trial (self->session);
  gboolean told = FALSE;

  for (guint i = 0; reports != NULL && i < DECT_PBX_TRIAL_N_STEPS; i++)
    told |= reports[i].state == DECT_PBX_TRIAL_FAILED;
  dect_note_set (self->note, DECT_NOTE_ERROR, told ? NULL : error->message);
}

static void
session_changed_cb (DectConnectView *self)
{
  const DectPbxInfo *info = dect_pbx_session_get_info (self->session);
  const GError *error = dect_pbx_session_get_error (self->session, DECT_SESSION_CONNECT);
  gboolean busy = dect_pbx_session_get_task (self->session) != DECT_SESSION_NOTHING;

  gtk_widget_set_sensitive (self->open_profile, !busy);
  gtk_widget_set_sensitive (self->edit_profiles, !busy);
  dect_trial_view_set (self->trial, dect_pbx_session_get_trial (self->session));
  dect_contact_view_set (self->contact, dect_pbx_session_get_certificate (self->session),
                         dect_pbx_session_get_profile (self->session));
  gtk_widget_set_sensitive (GTK_WIDGET (self->profiles), !busy);
  if (info != NULL)
    {
      self->missing = FALSE;
      show_info (self, info);
      if (self->kept && !busy)
        show_kept (self);
      if (self->store_when_connected)
        store_passwords (self);
    }
  else if (error != NULL)
    show_error (self, error);
  else if (!self->missing)
    dect_note_set (self->note, DECT_NOTE_INFO, NULL);
}

static DectPbxProfile *
complete_profile (DectConnectView *self, DectPbxProfile *profile, gboolean *keep, GError **error)
{
  g_autofree char *url = g_strstrip (g_strdup (gtk_editable_get_text (self->address)));
  g_autofree char *id = own_profile_id (self);
  const char *user = gtk_editable_get_text (self->user);
  const char *title = dect_document_get_title (dect_pbx_session_get_document (self->session));

  *keep = !g_str_equal (profile->base_url, url) || g_strcmp0 (profile->username, user) != 0;
  if (!*keep)
    return dect_pbx_profile_ref (profile);
  return dect_pbx_profile_with_values (profile, error, "http", "base_url", url, "auth", "username",
                                       user, "profile", "id", id, "profile", "title", title, NULL);
}

void
dect_connect_view_start (DectConnectView *self)
{
  DectPbxProfile *profile;
  g_autoptr (DectPbxProfile) complete = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (DECT_IS_CONNECT_VIEW (self));
  g_return_if_fail (self->session != NULL);

  profile = chosen (self);
  self->missing = FALSE;
  self->store_when_connected = gtk_switch_get_active (self->remember);
  if (profile == NULL)
    {
      dect_pbx_session_connect_embedded (self->session);
      return;
    }
  if (*gtk_editable_get_text (self->address) == '\0')
    {
      say (self, DECT_NOTE_ERROR,
           _("Enter the address of the PBX: https://server/instance/services/"));
      gtk_widget_grab_focus (GTK_WIDGET (self->address));
      return;
    }
  complete = complete_profile (self, profile, &self->kept, &error);
  if (error != NULL)
    {
      say (self, DECT_NOTE_ERROR, error->message);
      return;
    }
  dect_pbx_session_connect (self->session, complete, gtk_editable_get_text (self->password),
                            self->kept);
}

/* The accepted key goes into a profile of the person's own; a shipped one stays as it is. */
static DectPbxProfile *
pinned_profile (DectConnectView *self, GError **error)
{
  const DectPbxCertificate *certificate = dect_contact_view_get_certificate (self->contact);
  DectPbxProfile *profile = dect_pbx_session_get_profile (self->session);
  g_autofree char *id
      = dect_pbx_profile_is_own (profile->id) ? g_strdup (profile->id) : own_profile_id (self);
  g_autoptr (DectPbxProfile) own = dect_pbx_profile_with (profile, "profile", "id", id, error);

  return own != NULL ? dect_pbx_profile_with_pin (own, certificate->spki_sha256, error) : NULL;
}

static void
accepted_cb (DectConnectView *self)
{
  char *password;
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxProfile) profile = NULL;

  if (self->session == NULL || dect_pbx_session_get_task (self->session) != DECT_SESSION_NOTHING)
    return;
  profile = pinned_profile (self, &error);
  /* Kept at once: whether the password is right as well is another question. */
  if (profile == NULL || !dect_pbx_profile_save (profile, &error))
    {
      say (self, DECT_NOTE_ERROR, error->message);
      return;
    }
  self->missing = FALSE;
  /* That of the try before, whatever was typed since. */
  password = g_strdup (
      dect_secrets_get (secrets_of (self), DECT_SECRETS_SITE, DECT_SECRETS_PBX_PASSWORD));
  fill_choices (self, profile->id);
  profile_chosen_cb (self);
  dect_pbx_session_connect (self->session, profile, password, FALSE);
  dect_secrets_wipe (password);
}

void
dect_connect_view_choose_embedded (DectConnectView *self)
{
  g_return_if_fail (DECT_IS_CONNECT_VIEW (self));

  adw_combo_row_set_selected (self->profiles, 0);
}

static void
dect_connect_view_dispose (GObject *object)
{
  DectConnectView *self = DECT_CONNECT_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_CONNECT_VIEW);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  G_OBJECT_CLASS (dect_connect_view_parent_class)->dispose (object);
}

static void
dect_connect_view_class_init (DectConnectViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_connect_view_dispose;
  g_type_ensure (DECT_TYPE_CONTACT_VIEW);
  g_type_ensure (DECT_TYPE_NOTE);
  g_type_ensure (DECT_TYPE_TRIAL_VIEW);
  g_type_ensure (DECT_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-connect-view.ui");
  gtk_widget_class_bind_template_child (widget_class, DectConnectView, profiles);
  gtk_widget_class_bind_template_child (widget_class, DectConnectView, address);
  gtk_widget_class_bind_template_child (widget_class, DectConnectView, user);
  gtk_widget_class_bind_template_child (widget_class, DectConnectView, password);
  gtk_widget_class_bind_template_child (widget_class, DectConnectView, omm_password);
  gtk_widget_class_bind_template_child (widget_class, DectConnectView, remember);
  gtk_widget_class_bind_template_child (widget_class, DectConnectView, known);
  gtk_widget_class_bind_template_child (widget_class, DectConnectView, trial);
  gtk_widget_class_bind_template_child (widget_class, DectConnectView, contact);
  gtk_widget_class_bind_template_child (widget_class, DectConnectView, edit_profiles);
  gtk_widget_class_bind_template_child (widget_class, DectConnectView, note);
  gtk_widget_class_bind_template_child (widget_class, DectConnectView, keyring_note);
  gtk_widget_class_bind_template_child (widget_class, DectConnectView, connect);
  gtk_widget_class_bind_template_child (widget_class, DectConnectView, open_profile);
  gtk_widget_class_bind_template_callback (widget_class, profile_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_profile_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_profiles_cb);
  gtk_widget_class_bind_template_callback (widget_class, accepted_cb);
  gtk_widget_class_bind_template_callback (widget_class, omm_password_cb);
}

static void
dect_connect_view_init (DectConnectView *self)
{
  self->choices = g_ptr_array_new_with_free_func (profile_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  dect_accessible_name_lists (GTK_WIDGET (self), _("Connect to the PBX"));
}

void
dect_connect_view_set_session (DectConnectView *self, DectPbxSession *session)
{
  g_return_if_fail (DECT_IS_CONNECT_VIEW (self));
  g_return_if_fail (session == NULL || DECT_IS_PBX_SESSION (session));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  /* Before the session is there, so that the cleared entries do not clear its passwords. */
  g_clear_object (&self->session);
  gtk_editable_set_text (self->password, "");
  gtk_editable_set_text (self->omm_password, "");
  gtk_switch_set_active (self->remember, FALSE);
  self->passwords_asked = FALSE;
  if (session == NULL)
    return;
  self->session = g_object_ref (session);
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  fill_choices (self, NULL);
  profile_chosen_cb (self);
  session_changed_cb (self);
}
