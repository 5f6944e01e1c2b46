/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-history.h"
#include "pbx/dect-pbx-client.h"

G_BEGIN_DECLS

#define TEST_GATEWAY "00085d0a0b01"
#define TEST_HANDSETS 12

/** test_document_of_round: Returns: (transfer full): a gateway that carries its round in every record */
JsonNode *test_document_of_round (guint round);

/** test_round_of_document: Returns: its round; ends the test on a mixture of two */
guint test_round_of_document (JsonNode *document);

/**
 * test_client_new:
 * @port: of a PBX on this computer
 * @patient: whether it waits as long as a person's; else one second
 *
 * Only what is to run into a time limit may be impatient: a busy computer is slow, too.
 *
 * Returns: (transfer full): a client
 */
DectPbxClient *test_client_new (guint16  port,
                                gboolean patient);

/**
 * Installer:
 *
 * A person with a site and a connection to a PBX on this computer. One thread at a time.
 */
typedef struct
{
  DectPbxClient *client; /* one of the two */
  DectPbxClient *patient;
  DectPbxClient *impatient;
  DectSite      *site;
} Installer;

Installer *installer_new  (guint16    port);
void       installer_free (Installer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Installer, installer_free)

/** installer_set_patient: see test_client_new(); an installer is patient at first */
void installer_set_patient (Installer *self,
                            gboolean   patient);

/** installer_dup_base: Returns: (transfer full) (nullable): ETag at which the journal stands */
char *installer_dup_base (Installer *self);

/** installer_push: pushes a round as `handoverctl pbx push` does, from where the journal stands */
DectPbxPushResult *installer_push (Installer *self,
                                   guint      round,
                                   GError   **error);

/** installer_review: looks at the difference as `handoverctl pbx diff` does */
gboolean installer_review (Installer *self,
                           guint      round,
                           GError   **error);

/** installer_ask_round: Returns: the round that the PBX at @port has, 0 for none; ends the test on a mixture */
guint installer_ask_round (guint16 port,
                           char  **etag);

/**
 * installer_assert_reaches_goal: pushes a round twice: the first push reaches it, whatever happened
 * before, the second changes nothing, and the journal stands where the PBX at @port does
 */
void installer_assert_reaches_goal (Installer *self,
                                    guint16    port,
                                    guint      round);

G_END_DECLS
