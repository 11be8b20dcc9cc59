import workerpool from 'workerpool';

workerpool.worker({ identity: (input: number) => input });
