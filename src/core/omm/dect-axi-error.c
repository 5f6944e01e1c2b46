/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-axi-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "store/dect-peer.h"

#define MAX_CHARS 64

typedef struct
{
  char *word;
  char *field;
  guint max_length;
} DectAxiErrorPrivate;

static void
dect_axi_error_private_init (DectAxiErrorPrivate *self)
{
}

static void
dect_axi_error_private_copy (const DectAxiErrorPrivate *from, DectAxiErrorPrivate *to)
{
  to->word = g_strdup (from->word);
  to->field = g_strdup (from->field);
  to->max_length = from->max_length;
}

static void
dect_axi_error_private_clear (DectAxiErrorPrivate *self)
{
  g_free (self->word);
  g_free (self->field);
}

/* The macro's names follow from the first. */
/* What GLib's macro casts is aligned by GLib. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-align"
G_DEFINE_EXTENDED_ERROR (DectAxiError, dect_axi_error)
#pragma GCC diagnostic pop

/* errCode of the OM AXI schema; a word that ends with "*" stands for all that start alike. */
static const struct
{
  const char *word;
  DectAxiError code;
  const char *sentence;
} refusals[] = {
  { "EAuth", DECT_AXI_ERROR_AUTH,
    N_("The OMM does not know that user name with that password; check both.") },
  { "EPerm", DECT_AXI_ERROR_PERMISSION,
    N_("The user may not do that at the OMM; log in with one that may change the "
        "configuration.") },
  { "EForbidden", DECT_AXI_ERROR_PERMISSION,
    N_("The OMM does not allow that now; is it the standby, or is somebody else changing it?") },
  { "ELicense*", DECT_AXI_ERROR_LICENSE,
    N_("The OMM's licence does not allow that; see its licence page.") },
  { "EExist", DECT_AXI_ERROR_EXISTS,
    N_("The OMM has one like it already; read the OMM again and compare.") },
  { "ENoEnt", DECT_AXI_ERROR_NOT_FOUND,
    N_("The OMM does not have it any more; read the OMM again and compare.") },
  { "EInval", DECT_AXI_ERROR_INVALID, N_("The OMM does not take a value; correct it.") },
  { "EDectRegDomainInvalid", DECT_AXI_ERROR_INVALID,
    N_("The OMM has no DECT regulatory domain yet; set it there first.") },
  { "EWlanRegDomainInvalid", DECT_AXI_ERROR_INVALID,
    N_("The OMM has no WLAN regulatory domain yet; set it there first.") },
  { "EInvalidChars", DECT_AXI_ERROR_CHARACTERS,
    N_("A text holds characters that the OMM does not take; change it.") },
  { "EMissing", DECT_AXI_ERROR_MISSING, N_("The OMM wants a value that is not set; enter it.") },
  { "ETooLong", DECT_AXI_ERROR_TOO_LONG, N_("A text is longer than the OMM takes; shorten it.") },
  { "EAreaFull", DECT_AXI_ERROR_FULL, N_("The paging area is full; choose another one.") },
  { "ENoMem", DECT_AXI_ERROR_FULL, N_("The OMM has no room for another one.") },
  { "EInProgress", DECT_AXI_ERROR_BUSY, N_("The OMM is still at it; try again in a minute.") },
  { "EEncryptNotAllowed", DECT_AXI_ERROR_ENCRYPTION,
    N_("The OMM does not allow encryption there.") },
  { "EPw*", DECT_AXI_ERROR_PASSWORD,
    N_("The OMM wants a stronger password; choose another one.") },
};

static gboolean
fits (const char *pattern, const char *word)
{
  gsize length = strlen (pattern);

  return pattern[length - 1] == '*' ? strncmp (pattern, word, length - 1) == 0
                                    : g_str_equal (pattern, word);
}

/* What the OMM said beside its word. */
static char *
describe (const char *field, guint max_length)
{
  if (field == NULL && max_length == 0)
    return g_strdup ("");
  if (max_length == 0)
    return g_strdup_printf (_(" (field “%s”)"), field);
  if (field == NULL)
    return g_strdup_printf (_(" (at most %u characters)"), max_length);
  return g_strdup_printf (_(" (field “%s”, at most %u characters)"), field, max_length);
}

GError *
dect_axi_error_new_refused (const char *word, const char *field, guint max_length)
{
  g_return_val_if_fail (word != NULL, NULL);

  g_autofree char *plain = dect_peer_plain_text (word, MAX_CHARS);
  g_autofree char *name = field != NULL ? dect_peer_plain_text (field, MAX_CHARS) : NULL;
  g_autofree char *where = describe (name, max_length);
  GError *error = NULL;

  for (guint i = 0; error == NULL && i < G_N_ELEMENTS (refusals); i++)
    if (fits (refusals[i].word, plain))
      error
          = g_error_new (DECT_AXI_ERROR, refusals[i].code, "%s%s", _(refusals[i].sentence), where);
  if (error == NULL)
    error = g_error_new (DECT_AXI_ERROR, DECT_AXI_ERROR_REFUSED, _("The OMM refused it: %s%s"),
                         plain, where);

  DectAxiErrorPrivate *details = dect_axi_error_get_private (error);
  details->word = g_steal_pointer (&plain);
  details->field = g_steal_pointer (&name);
  details->max_length = max_length;
  return error;
}

const char *
dect_axi_error_get_refusal (const GError *error, const char **field, guint *max_length)
{
  const DectAxiErrorPrivate *details = NULL;

  if (error != NULL && error->domain == DECT_AXI_ERROR)
    details = dect_axi_error_get_private (error);
  if (field != NULL)
    *field = details != NULL ? details->field : NULL;
  if (max_length != NULL)
    *max_length = details != NULL ? details->max_length : 0;
  return details != NULL ? details->word : NULL;
}

gboolean
dect_axi_error_is_link (const GError *error)
{
  g_return_val_if_fail (error != NULL, FALSE);

  return dect_axi_error_get_refusal (error, NULL, NULL) == NULL;
}
