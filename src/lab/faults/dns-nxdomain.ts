import type { Fault } from '../fault.js';
import { HTTP_PORT, imageAt } from '../standard.js';

const WRONG_NAME = 'registyr.lab.internal';

/** Shows `dns-nxdomain`: a slip of the pen in the name. */
export const dnsNxdomain: Fault = {
  title: 'The registry’s name does not exist',
  expected: 'dns-nxdomain',
  client: 'buildah',
  async arrange(stage) {
    await stage.emptyNameServer();
    stage.hosts('registry.lab.internal');
    stage.files.set('/etc/resolv.conf', `nameserver ${stage.address}\n`);
    return {
      references: { image: imageAt(`${WRONG_NAME}:${HTTP_PORT}`) },
      story: [`the name server ${stage.address} says that ${WRONG_NAME} does not exist`],
    };
  },
};
